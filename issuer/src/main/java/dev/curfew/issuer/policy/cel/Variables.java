package dev.curfew.issuer.policy.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.PartialVars;
import dev.curfew.issuer.binding.LookedUpJob;
import dev.curfew.issuer.policy.PolicyInput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What conditions can speak of.
final class Variables {
  private static final String JOB_NAME = "job";

  private static final StructType CLAIMS = struct("claims", Claims.TYPES);

  /// Empty where GitHub was not asked.
  private static final StructType JOB =
      struct(
          JOB_NAME,
          ImmutableMap.<String, CelType>builder()
              .put("id", SimpleType.INT)
              .put("name", SimpleType.STRING)
              .put("head_sha", SimpleType.STRING)
              .put("runner_id", SimpleType.INT)
              .put("runner_name", SimpleType.STRING)
              .put("runner_group", SimpleType.STRING)
              .put("labels", ListType.create(SimpleType.STRING))
              .buildOrThrow());

  private static final StructType REQUEST =
      struct(
          "request",
          ImmutableMap.of(
              "role", SimpleType.STRING,
              "duration", SimpleType.DURATION,
              "step", SimpleType.STRING));

  static final CelTypeProvider TYPES = new Types(ImmutableList.of(CLAIMS, JOB, REQUEST));

  private static final Pattern UNDEFINED = Pattern.compile("undefined field '([a-z_]+)'");

  private Variables() {}

  static void declareIn(CelCompilerBuilder builder) {
    for (CelType type : TYPES.types()) {
      String variable = type.name().substring(type.name().lastIndexOf('.') + 1);
      builder.addVar(variable, StructTypeReference.create(type.name()));
    }
  }

  /// With a job that GitHub has yet to be asked for.
  static PartialVars beforeLookup(PolicyInput input) {
    return PartialVars.of(of(input), CelAttributePattern.create(JOB_NAME));
  }

  static Map<String, Object> of(PolicyInput input) {
    return Map.of(
        "claims",
        Claims.of(input.claims()),
        JOB_NAME,
        input.job().map(Variables::job).orElse(Map.of()),
        "request",
        request(input));
  }

  /// A compiler's error, with what its author may have wanted.
  static String explained(String error) {
    Matcher undefined = UNDEFINED.matcher(error);
    return undefined.find()
        ? error + Claims.hint(undefined.group(1)).map(hint -> ": " + hint).orElse("")
        : error;
  }

  private static Map<String, Object> job(LookedUpJob job) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", job.jobId());
    fields.put("name", job.name());
    fields.put("head_sha", job.headSha());
    job.runnerId().ifPresent(id -> fields.put("runner_id", id));
    job.runnerName().ifPresent(name -> fields.put("runner_name", name));
    job.runnerGroup().ifPresent(group -> fields.put("runner_group", group));
    fields.put("labels", job.labels());
    return fields;
  }

  private static Map<String, Object> request(PolicyInput input) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("role", input.roleArn());
    fields.put("duration", input.duration());
    input.step().ifPresent(step -> fields.put("step", step));
    return fields;
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        "curfew." + name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  private static final class Types implements CelTypeProvider {
    private final ImmutableList<CelType> types;

    Types(ImmutableList<CelType> types) {
      this.types = types;
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return types;
    }

    @Override
    public Optional<CelType> findType(String name) {
      return types.stream().filter(type -> type.name().equals(name)).findAny();
    }
  }
}
