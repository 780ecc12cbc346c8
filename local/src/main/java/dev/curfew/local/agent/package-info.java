/// What runs inside the services' JVMs. Knows the JDK alone: services bring other libraries.
@NullMarked
package dev.curfew.local.agent;

import org.jspecify.annotations.NullMarked;
