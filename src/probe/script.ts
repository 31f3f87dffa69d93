/** Length of a variable in the shell; a template text would take it for its own. */
const length = (name: string): string => `$\{#${name}}`;

/**
 * What runs in the pod: POSIX sh, with curl where there is one.
 *
 * Says a fact a line, for `output.ts`. The token goes from its file to Entra and stays in the shell's memory: it is in
 * no argv, environment or output; what others answer is said without whatever looks like one. It writes no file, and
 * each request ends by itself, so that nothing runs on.
 *
 * Arguments: file of the token, authority with its slash, tenant, client id, scope (empty: no exchange), how many hosts,
 * the hosts to reach, then HOST PATH of each object of a vault that is to be read.
 */
export const script = String.raw`
say() { printf 'wi %s\n' "$*"; }
clean() { tr '\n\t' '  ' | tr -d '\000-\037' | sed 's/eyJ[A-Za-z0-9_.-]*/[redacted]/g' | cut -c1-4000; }
decoded() {
  part=$(tr '_-' '/+')
  case $((${length('part')} % 4)) in 2) part="$part==" ;; 3) part="$part=" ;; esac
  printf '%s' "$part" | base64 -d 2>/dev/null | clean
}
field() { sed -n 's/.*"'"$1"'" *: *"\{0,1\}\([A-Za-z0-9_.-]*\).*/\1/p'; }
facts() {
  sed -n \
    -e 's/^\* Uses proxy env variable \([A-Za-z_]*\) .*/wi proxy \1/p' \
    -e 's/^\* *Trying \[\{0,1\}\([0-9a-fA-F.:]*\)\]\{0,1\}:[0-9]*\.\.\..*/wi address \1/p' \
    -e 's/^curl: ([0-9]*) \(.*\)/wi error \1/p' \
    -e 's/^wi-http \(.*\)/wi http \1/p'
}
call() { curl -sS --connect-timeout 8 --max-time 16 "$@"; }
reach() {
  say host "$1"
  seen=$(call -v -o /dev/null -w 'wi-http %{http_code} %{http_connect}\n' "https://$1/" 2>&1)
  ended=$?
  printf '%s\n' "$seen" | facts
  case $ended in 51 | 60)
    call -k -v -o /dev/null "https://$1/" 2>&1 | sed -n 's/^\* *issuer: \(.*\)/wi issuer \1/p' ;;
  esac
  say curl "$ended"
}
file=$1 authority=$2 tenant=$3 client=$4 scope=$5 hosts=$6
shift 6
say time "$(date +%s)"
if [ ! -e "$file" ]; then say file missing
elif [ ! -r "$file" ]; then say file unreadable
elif [ ! -s "$file" ]; then say file empty
else
  say file read
  IFS=. read -r head body rest < "$file"
  if command -v base64 >/dev/null 2>&1; then
    say header "$(printf '%s' "$head" | decoded)"
    say claims "$(printf '%s' "$body" | decoded)"
  fi
  head= body= rest=
fi
if ! command -v curl >/dev/null 2>&1; then
  say tool none
  say end
  exit 0
fi
say tool curl
while [ "$hosts" -gt 0 ]; do
  reach "$1"
  shift
  hosts=$((hosts - 1))
done
token=
if [ -n "$scope" ] && [ -r "$file" ] && [ -s "$file" ]; then
  answer=$(call -w '\n%{http_code}' -d grant_type=client_credentials \
    --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
    --data-urlencode "client_id=$client" --data-urlencode "scope=$scope" --data-urlencode "client_assertion@$file" \
    "$authority$tenant/oauth2/v2.0/token" 2>/dev/null)
  ended=$?
  status=$(printf '%s\n' "$answer" | sed -n '$p')
  if [ "$ended" != 0 ]; then say exchange failed "$ended"
  elif [ "$status" = 200 ]; then
    token=$(printf '%s\n' "$answer" | field access_token)
    say exchange token "$(printf '%s\n' "$answer" | field expires_in)" "$(printf '%s' "$token" | cut -d. -f2 | decoded | field oid)"
  else say exchange refused "$status" "$(printf '%s\n' "$answer" | sed '$d' | clean)"
  fi
  answer=
fi
while [ -n "$token" ] && [ "$#" -ge 2 ]; do
  answer=$(printf 'header = "Authorization: Bearer %s"\n' "$token" | call -K - -w '\n%{http_code}' "https://$1$2?api-version=7.4" 2>/dev/null)
  ended=$?
  status=$(printf '%s\n' "$answer" | sed -n '$p')
  if [ "$ended" != 0 ]; then say vault "$1$2" failed "$ended"
  elif [ "$status" = 200 ]; then say vault "$1$2" read
  else say vault "$1$2" refused "$status" "$(printf '%s\n' "$answer" | sed '$d' | clean)"
  fi
  answer=
  shift 2
done
token=
say end
`;
