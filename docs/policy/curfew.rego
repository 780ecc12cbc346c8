# The rules of policy.yaml once more, as a second gate: `opa run --server docs/policy/curfew.rego`,
# and curfew.issuer.policy.opa.url=http://…:8181/v1/data/curfew/issue. Curfew asks for `allow` and
# `reasons`; both gates must allow. Terms (duration, leash, tags) are policy.yaml's alone.
#
# `opa test docs/policy` runs the cases in curfew_test.rego.
package curfew.issue

# Whether the job may have the role.
default allow := false

allow if {
	not barred
	some rule in rules
	rule
}

# Why, for the log and the audit trail.
reasons contains "no rule of the role holds" if {
	known
	not barred
	not allow
}

reasons contains "the policy does not name the role" if not known

reasons contains "the role is not for pull_request_target" if {
	known
	input.claims.event_name == "pull_request_target"
}

reasons contains "the role is not for self-hosted runners" if {
	known
	not runner_allowed
}

reasons contains sprintf("rule: %s", [name]) if {
	not barred
	some name, rule in rules
	rule
}

known if input.role in {deploy, read}

# What policy.yaml says before any rule is asked.
barred if not known

barred if input.claims.event_name == "pull_request_target"

barred if not runner_allowed

runner_allowed if input.role == read

runner_allowed if input.claims.runner_environment == "github-hosted"

deploy := "arn:aws:iam::123456789012:role/ci-deploy"

read := "arn:aws:iam::123456789012:role/ci-read"

# Each rule by its name in policy.yaml.
rules["main branch"] if {
	input.role == deploy
	input.claims.repository == "acme/shop"
	input.claims.ref == "refs/heads/main"
}

rules["releases"] if {
	input.role == deploy
	input.claims.repository == "acme/shop"
	input.claims.ref_type == "tag"
	regex.match(`^refs/tags/v[0-9]+[.][0-9]+[.][0-9]+$`, input.claims.ref)
	input.claims.environment == "production"
}

# Ids are strings on some of GitHub's platforms and numbers on others.
rules["organisation"] if {
	input.role == read
	sprintf("%v", [input.claims.repository_owner_id]) == "4711"
	input.duration <= 900
}
