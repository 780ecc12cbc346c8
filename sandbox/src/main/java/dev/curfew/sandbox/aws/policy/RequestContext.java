package dev.curfew.sandbox.aws.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a request brings for conditions to look at: condition keys and their values. A key that is
/// not here is absent from the request.
public final class RequestContext {
  private final Map<String, List<String>> values;

  private RequestContext(Map<String, List<String>> values) {
    this.values = Map.copyOf(values);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// This context and more, such as what only `AssumeRole` brings.
  public Builder with() {
    Builder builder = new Builder();
    builder.values.putAll(values);
    return builder;
  }

  /// Empty where the key is absent.
  List<String> values(String key) {
    return values.getOrDefault(ContextKeys.normal(key), List.of());
  }

  public static final class Builder {
    private final Map<String, List<String>> values = new HashMap<>();

    private Builder() {}

    /// The key has this one value.
    ///
    /// @throws IllegalArgumentException where policies could never see the key
    public Builder put(String key, String value) {
      return putAll(key, List.of(value));
    }

    /// No values are the same as no key.
    public Builder putAll(String key, Collection<String> several) {
      if (!ContextKeys.emulated(key)) {
        throw new IllegalArgumentException("unknown condition key " + key);
      }
      if (!several.isEmpty()) {
        values.put(ContextKeys.normal(key), List.copyOf(several));
      }
      return this;
    }

    public RequestContext build() {
      return new RequestContext(values);
    }
  }
}
