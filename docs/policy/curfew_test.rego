package curfew.issue_test

import data.curfew.issue

deploy := "arn:aws:iam::123456789012:role/ci-deploy"

read := "arn:aws:iam::123456789012:role/ci-read"

push := {
	"repository": "acme/shop",
	"repository_owner_id": "4711",
	"ref": "refs/heads/main",
	"ref_type": "branch",
	"event_name": "push",
	"runner_environment": "github-hosted",
}

release := object.union(push, {
	"ref": "refs/tags/v1.2.3",
	"ref_type": "tag",
	"environment": "production",
})

asked(role, claims) := {
	"claims": claims,
	"job": null,
	"role": role,
	"duration": 900,
	"credential": "019ab0a0-0000-7000-8000-000000000001",
}

test_main_branch_may_deploy if {
	issue.allow with input as asked(deploy, push)
	issue.reasons == {"rule: main branch"} with input as asked(deploy, push)
}

test_release_may_deploy if {
	issue.allow with input as asked(deploy, release)
	issue.reasons == {"rule: releases"} with input as asked(deploy, release)
}

test_release_needs_its_environment if {
	not issue.allow with input as asked(deploy, object.remove(release, {"environment"}))
	not issue.allow with input as asked(deploy, object.union(release, {"environment": "test"}))
}

test_tag_must_be_a_version if {
	not issue.allow with input as asked(deploy, object.union(release, {"ref": "refs/tags/v1.2"}))
	not issue.allow with input as asked(deploy, object.union(release, {"ref": "x/refs/tags/v1.2.3"}))
}

test_other_branch_may_not_deploy if {
	other := asked(deploy, object.union(push, {"ref": "refs/heads/patch"}))
	not issue.allow with input as other
	issue.reasons == {"no rule of the role holds"} with input as other
}

test_other_repository_may_not_deploy if {
	not issue.allow with input as asked(deploy, object.union(push, {"repository": "acme/Shop"}))
}

test_pull_request_target_may_not_deploy if {
	target := asked(deploy, object.union(push, {"event_name": "pull_request_target"}))
	not issue.allow with input as target
	issue.reasons == {"the role is not for pull_request_target"} with input as target
}

test_self_hosted_runner_may_not_deploy if {
	not issue.allow with input as asked(deploy, object.union(push, {"runner_environment": "self-hosted"}))
	not issue.allow with input as asked(deploy, object.remove(push, {"runner_environment"}))
}

test_organisation_may_read_on_any_runner if {
	issue.allow with input as asked(read, push)
	issue.allow with input as asked(read, object.union(push, {"runner_environment": "self-hosted"}))
	issue.allow with input as asked(read, object.union(push, {"repository_owner_id": 4711}))
}

test_organisation_may_read_for_a_quarter_of_an_hour if {
	not issue.allow with input as object.union(asked(read, push), {"duration": 901})
}

test_other_organisation_may_not_read if {
	not issue.allow with input as asked(read, object.union(push, {"repository_owner_id": "47110"}))
}

test_unknown_role_is_nobodys if {
	other := asked("arn:aws:iam::123456789012:role/admin", push)
	not issue.allow with input as other
	issue.reasons == {"the policy does not name the role"} with input as other
}

test_empty_input_is_refused if {
	not issue.allow with input as {}
}
