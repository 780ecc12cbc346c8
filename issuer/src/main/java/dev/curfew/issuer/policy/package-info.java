/// Who may have which role, and under which terms. Knows neither the language of conditions nor the
/// form of the file: those are `cel`, `yaml` and `file`; `opa` asks a second opinion.
@NullMarked
package dev.curfew.issuer.policy;

import org.jspecify.annotations.NullMarked;
