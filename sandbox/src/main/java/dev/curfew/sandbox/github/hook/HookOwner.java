package dev.curfew.sandbox.github.hook;

import dev.curfew.sandbox.github.Account;
import dev.curfew.sandbox.github.Repository;

/// Whose a hook is, which says what it is told of.
public sealed interface HookOwner {
  /// As in `X-GitHub-Hook-Installation-Target-Type`.
  String type();

  /// As in `X-GitHub-Hook-Installation-Target-ID`.
  long id();

  record Organization(Account account) implements HookOwner {
    @Override
    public String type() {
      return "organization";
    }

    @Override
    public long id() {
      return account.id();
    }
  }

  record OfRepository(Repository repository) implements HookOwner {
    @Override
    public String type() {
      return "repository";
    }

    @Override
    public long id() {
      return repository.id();
    }
  }

  record OfApp(long id) implements HookOwner {
    @Override
    public String type() {
      return "integration";
    }
  }

  record Enterprise(long id) implements HookOwner {
    @Override
    public String type() {
      return "business";
    }
  }
}
