/// The issuer's own tables: how they are reached, and what becomes of rows that nobody needs any
/// more. What the tables mean belongs to the rooms that keep them.
@NullMarked
package dev.curfew.issuer.store;

import org.jspecify.annotations.NullMarked;
