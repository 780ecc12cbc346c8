#!/bin/sh
set -eu
field() { sed 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/'; } # of a JSON object

# A job begins. Its runner asks GitHub for a token, and the job shows it to the issuer.
job=$(curl -sS -X POST {github}/_sandbox/jobs -d '{"repository":"{repository}"}')
id=$(echo "$job" | field jobId)
token=$(curl -sS -H "Authorization: Bearer $(echo "$job" | field idTokenRequestToken)" \
  "$(echo "$job" | field idTokenRequestUrl)&audience={audience}" | field value)
issued=$(curl -sS {issuer}/issue -H 'Content-Type: application/json' -d '{
  "oidc_token": "'"$token"'", "job_id": '"$id"', "repo": "{repository}", "role": "{role}"}')

# Or with the AWS CLI: export the three, and aws --endpoint-url {aws} iam list-account-aliases
call_aws() {
  curl -sS {aws} -d 'Action=ListAccountAliases&Version=2010-05-08' \
    --aws-sigv4 aws:amz:us-east-1:iam \
    --user "$(echo "$issued" | field access_key_id):$(echo "$issued" | field secret_access_key)" \
    -H "X-Amz-Security-Token: $(echo "$issued" | field session_token)"
}

call_aws # allowed
echo
curl -sS -X POST {github}/_sandbox/jobs/"$id"/complete # GitHub tells the webhook that the job ended
echo
tries=0
until call_aws | grep 'explicit deny'; do
  tries=$((tries + 1))
  if [ "$tries" -gt 150 ]; then
    echo "still not denied: see the logs" >&2
    exit 1
  fi
  sleep 0.2
done
