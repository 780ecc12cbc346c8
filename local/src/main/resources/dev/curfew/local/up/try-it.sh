#!/bin/sh
set -eu
field() { sed 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/'; } # of a JSON object

# A job begins. It asks the issuer for a nonce and its runner for GitHub's token with it, and shows that to the issuer.
begin_job() {
  job=$(curl -sS -X POST {github}/_sandbox/jobs -d '{"repository":"{repository}"}')
  id=$(echo "$job" | field jobId)
  run=$(echo "$job" | field runId)
  audience=$(curl -sS {issuer}/nonce -H 'Content-Type: application/json' \
    -d '{"repo": "{repository}", "job_id": '"$id"'}' | field audience)
  token=$(curl -sS -H "Authorization: Bearer $(echo "$job" | field idTokenRequestToken)" \
    "$(echo "$job" | field idTokenRequestUrl)&audience=$audience" | field value)
  issued=$(curl -sS {issuer}/issue -H 'Content-Type: application/json' -d '{
    "oidc_token": "'"$token"'", "job_id": '"$id"', "repo": "{repository}", "role": "{role}"}')
}

# Or with the AWS CLI: export the three, and aws --endpoint-url {aws} iam list-account-aliases
call_aws() {
  curl -sS {aws} -d 'Action=ListAccountAliases&Version=2010-05-08' \
    --aws-sigv4 aws:amz:us-east-1:iam \
    --user "$(echo "$issued" | field access_key_id):$(echo "$issued" | field secret_access_key)" \
    -H "X-Amz-Security-Token: $(echo "$issued" | field session_token)"
}

orders() { # PATH [BODY]
  path=$1
  shift
  curl -sS "{revoker}/orders$path" -H 'Authorization: Bearer {responder}' \
    -H 'Content-Type: application/json' ${1:+-d "$1"}
}

until_it_says() { # WORDS COMMAND...
  words=$1
  shift
  tries=0
  until "$@" | grep -o "$words"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 150 ]; then
      echo "still not $words: see the logs" >&2
      exit 1
    fi
    sleep 0.2
  done
}

begin_job
call_aws # allowed
echo
curl -sS -X POST {github}/_sandbox/jobs/"$id"/complete # GitHub tells the webhook that the job ended
echo
until_it_says 'explicit deny' call_aws

# Another job runs on, and a responder ends what its run holds.
begin_job
call_aws # allowed
echo
order='{"scope":{"kind":"run","value":"'"$run"'"},"reason":"trying it out"}'
until_it_says '"credentials":1' orders '?dryRun=true' "$order" # the revoker has read of it
order_id=$(orders '' "$order" | field orderId)
echo "order $order_id"
until_it_says '"state":"done"' orders "/$order_id" # every credential that it hit is dead
until_it_says 'explicit deny' call_aws # the moment that IAM takes to enforce
