package dev.curfew.schemas;

/// The keys of facts in log lines: one vocabulary, so that a log of all services can be searched as
/// one.
public final class LogKeys {
  public static final String ATTEMPT = "attempt";
  public static final String CREDENTIAL = "credential";
  public static final String CREDENTIALS = "credentials";
  public static final String DECISION = "decision";
  public static final String DELIVERY = "delivery";
  public static final String ERROR = "error";
  public static final String EVENT = "event";
  public static final String EVENTS = "events";
  public static final String FILE = "file";
  public static final String HOOK = "hook";
  public static final String JOB = "job";
  public static final String OFFSET = "offset";
  public static final String ORDER = "order";
  public static final String PARTITION = "partition";
  public static final String POLICY = "policy";
  public static final String PERSON = "person";
  public static final String REASON = "reason";
  public static final String REPOSITORY = "repository";
  public static final String RECEIVED_TO_APPLIED_MS = "receivedToAppliedMs";
  public static final String RETRY_IN_MS = "retryInMs";
  public static final String ROLE = "role";
  public static final String ROLES = "roles";
  public static final String RUN = "run";
  public static final String RUNS = "runs";
  public static final String TOPIC = "topic";

  private LogKeys() {}
}
