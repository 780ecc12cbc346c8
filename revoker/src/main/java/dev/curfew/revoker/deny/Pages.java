package dev.curfew.revoker.deny;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements on documents that a role has room for: its inline policy first, then managed ones.
///
/// @param statements all of them, as they were before they were spread
/// @param inline what fits there; nothing where others leave no room
/// @param managed the rest, each full before the next begins
record Pages(List<Statement> statements, List<Statement> inline, List<List<Statement>> managed) {

  /// Fills page after page; nothing comes of what is too much for all.
  static Optional<Pages> of(List<Statement> statements, RoleSpace space) {
    Page inline = new Page(space.inlineLeft());
    List<Page> managed = new ArrayList<>();
    Page page = inline;
    for (Statement statement : statements) {
      Statement rest = page.take(statement);
      while (rest != null) {
        if (managed.size() == space.managedLeft()) {
          return Optional.empty();
        }
        page = new Page(RoleSpace.MANAGED_CHARACTERS);
        managed.add(page);
        rest = page.take(rest);
      }
    }
    return Optional.of(
        new Pages(
            statements, inline.statements, managed.stream().map(each -> each.statements).toList()));
  }

  int characters() {
    return inlineDocument().stream().mapToInt(PolicyDocument::characters).sum()
        + managedDocuments().stream().mapToInt(PolicyDocument::characters).sum();
  }

  Optional<PolicyDocument> inlineDocument() {
    return inline.isEmpty() ? Optional.empty() : Optional.of(PolicyDocument.of(inline));
  }

  List<PolicyDocument> managedDocuments() {
    return managed.stream().map(PolicyDocument::of).toList();
  }

  private static final class Page {
    private final List<Statement> statements = new ArrayList<>();
    private int left;

    Page(int characters) {
      left = characters - PolicyDocument.EMPTY_CHARACTERS;
    }

    /// Takes what fits, and gives back what does not, if there is any.
    @Nullable Statement take(Statement statement) {
      int comma = statements.isEmpty() ? 0 : 1;
      // A statement's last pattern has no comma.
      int room = left - comma - statement.frame() + (statement.patterns().isEmpty() ? 0 : 1);
      int taken = 0;
      for (String pattern : statement.patterns()) {
        int needed = pattern.length() + Statement.PATTERN_FRAME;
        if (needed > room) {
          break;
        }
        room -= needed;
        taken++;
      }
      if (room < 0 || (taken == 0 && !statement.patterns().isEmpty())) {
        return statement;
      }
      left = room;
      statements.add(statement.slice(0, taken));
      return taken == statement.patterns().size()
          ? null
          : statement.slice(taken, statement.patterns().size());
    }
  }
}
