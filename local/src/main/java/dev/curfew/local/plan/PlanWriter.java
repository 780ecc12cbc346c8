package dev.curfew.local.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.PolicyDocument;
import java.util.Locale;

/// A plan as JSON for people and programs. Documents are indented here; `jq -c .inline` is what IAM
/// counts.
final class PlanWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private PlanWriter() {}

  static String json(DenyPlan plan) {
    ObjectNode output = JSON.createObjectNode();
    output.put("verdict", plan.verdict().name().toLowerCase(Locale.ROOT));
    PolicyDocument inline = plan.inline();
    try {
      output.set("inline", inline == null ? JSON.nullNode() : JSON.readTree(inline.json()));
      var managed = output.putArray("managed");
      var characters = output.putObject("characters");
      characters.put("inline", inline == null ? 0 : inline.characters());
      var managedCharacters = characters.putArray("managed");
      for (PolicyDocument document : plan.managed()) {
        managed.add(JSON.readTree(document.json()));
        managedCharacters.add(document.characters());
      }
      var collateral = output.putArray("collateral");
      plan.collateral().forEach(collateral::add);
      var printer = new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);
      return JSON.writer(printer).writeValueAsString(output) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the planner's document is no JSON", e);
    }
  }
}
