/**
 * A stand-in for `az` that knows `account get-access-token` and `account show` (`azure-wire.md` §4.1).
 *
 * It is a POSIX shell script; its tokens are put together when asked, so none lies on disk.
 */
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from './clouds.ts';
import { same } from './wire.ts';
import { stableGuid } from './world.ts';
import type { Operator, World } from './world.ts';

/** The Azure CLI's own client id. */
const cliClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** Writes `az` into the directory, or takes it away where the scenario has no operator. */
export function installAzureCli(directory: string, world: World, cloud: Cloud, session: string): void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'az');
  if (world.operator === undefined) {
    rmSync(file, { force: true });
    return;
  }
  // Renamed into place: a script that is just being run keeps its old text.
  const fresh = `${file}.new`;
  writeFileSync(fresh, script(world, world.operator, cloud, session));
  chmodSync(fresh, 0o755);
  renameSync(fresh, file);
}

function script(world: World, operator: Operator, cloud: Cloud, session: string): string {
  const subscription = [...world.subscriptions].find(([, tenantId]) => same(tenantId, operator.tenantId))?.[0] ?? stableGuid('subscription', operator.tenantId);
  const account = {
    environmentName: cloud.cliName,
    homeTenantId: operator.tenantId,
    id: subscription,
    isDefault: true,
    managedByTenants: [],
    name: 'Sandbox subscription',
    state: 'Enabled',
    tenantId: operator.tenantId,
    user: { name: operator.user, type: 'user' },
  };
  return `#!/bin/sh
# The Azure CLI of the kubectl-wi sandbox.
PATH=/usr/bin:/bin:/usr/local/bin
home=${quote(operator.tenantId)}
subscription=${quote(subscription)}
fail() { echo "ERROR: $1" >&2; exit 1; }
encode() { base64 | tr -d '=\\n' | tr '/+' '_-'; }
case "$1 $2" in
'account show') cat <<'EOT'
${JSON.stringify(account, null, 2)}
EOT
exit 0 ;;
'account get-access-token') shift 2 ;;
*) fail "'$*' is misspelled or not recognized by the system." ;;
esac
tenant=$home
resource=${quote(`https://${cloud.arm}`)}
while [ $# -gt 0 ]; do
  case "$1" in
  --resource) resource=$2; shift ;;
  --scope | --scopes) resource=\${2%/.default}; shift ;;
  --tenant | -t) tenant=$2; shift ;;
  --output | -o | --subscription | -s) shift ;;
  *) fail "unrecognized arguments: $1" ;;
  esac
  shift
done
case "$resource$tenant" in *[!A-Za-z0-9:/._-]*) fail 'invalid argument' ;; esac
lower=$(printf %s "$tenant" | tr A-Z a-z)
case " ${world.tenants.join(' ')} " in
*" $lower "*) ;;
*) fail "AADSTS90002: Tenant '$tenant' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud." ;;
esac
[ "$lower" = "$(printf %s "$home" | tr A-Z a-z)" ] || fail "AADSTS50020: User account '${operator.user}' from identity provider '${cloud.tokenIssuer}${operator.tenantId}/' does not exist in tenant '$tenant' and cannot access the application '${cliClientId}'(Microsoft Azure CLI) in that tenant. The account needs to be added as an external user in the tenant first."
now=$(date +%s)
until=$((now + 3600))
local=$(date -d "@$until" '+%Y-%m-%d %H:%M:%S.000000' 2>/dev/null || date -r "$until" '+%Y-%m-%d %H:%M:%S.000000')
header=$(printf %s '{"typ":"JWT","alg":"RS256"}' | encode)
claims=$(printf '{"aud":"%s","iss":"%s%s/","iat":%s,"nbf":%s,"exp":%s,"appid":"%s","idtyp":"user","oid":"%s","tid":"%s","upn":"%s","ver":"1.0"}' "$resource" ${quote(cloud.tokenIssuer)} "$home" "$now" "$now" "$until" ${quote(cliClientId)} ${quote(operator.objectId)} "$home" ${quote(operator.user)} | encode)
cat <<EOT
{
  "accessToken": "$header.$claims.${session}",
  "expiresOn": "$local",
  "expires_on": $until,
  "subscription": "$subscription",
  "tenant": "$tenant",
  "tokenType": "Bearer"
}
EOT
`;
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
