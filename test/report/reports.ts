/** Reports built by hand, one for each shape that a person may be shown at night. */
import type { CheckResult, DoctorReport, ReportStep, TargetReport } from '../../src/report/report.ts';

const issuer = 'https://westeurope.oic.prod-aks.azure.com/8f2c4a1e-0d57-4d3a-9b61-6a0c2f7e1d11/3b9d7c52-51f4-4f0e-8c6e-2d1a9e4b7f00/';
const clientId = '5f0c1d2e-3a4b-4c5d-8e6f-7a8b9c0d91ab';
const tenantId = '8f2c4a1e-0d57-4d3a-9b61-6a0c2f7e1d11';

const ok = (id: string, note?: string): CheckResult => ({
  id,
  link: id.slice(0, id.indexOf('/')) as CheckResult['link'],
  subject: {},
  title: `${id.slice(id.indexOf('/') + 1)} is as it should be`,
  outcome: 'ok',
  basis: 'read',
  vantage: 'local',
  ...(note === undefined ? {} : { note }),
});

const step = (tool: ReportStep['tool'], title: string, ...argv: string[]): ReportStep => ({ title, tool, argv, command: argv.join(' ') });

const healthyChecks: readonly CheckResult[] = [
  ok('access/cluster-answers', 'v1.33.2'),
  ok('webhook/injects-today', 'v1.5.1, would inject this pod today'),
  ok('pod/injected', '2 of 2 carry env, volume and token path as injected'),
  ok('service-account/client-id', 'client id and tenant well formed'),
  ok('issuer/publishes-key', 'public, publishes key Xk2mQ'),
  ok('token/claims', 'sub system:serviceaccount:shop:orders'),
  ok('identity/exists', 'user-assigned, rg-shop'),
  ok('federated-credential/matches', 'fic-orders matches exactly'),
  { ...ok('exchange/accepted', 'Entra gave an access token for vault.azure.net'), basis: 'proved' },
  { ...ok('key-vault/read', 'read secret/db-password, RBAC'), basis: 'proved' },
];

/** Takes a result's place in the chain, or stands after the last of its link. */
function withResults(...results: readonly CheckResult[]): CheckResult[] {
  return results.reduce<CheckResult[]>(
    (checks, result) => {
      const at = checks.findIndex((check) => check.id === result.id);
      if (at >= 0) return checks.toSpliced(at, 1, result);
      const last = checks.findLastIndex((check) => check.link === result.link);
      return checks.toSpliced(last + 1, 0, result);
    },
    [...healthyChecks],
  );
}

export function target(checks: CheckResult[], verdict: TargetReport['verdict'], rootCauses: string[], others: Partial<TargetReport> = {}): TargetReport {
  return {
    target: 'deployment/orders',
    namespace: 'shop',
    verdict,
    rootCauses,
    entrances: ['webhook'],
    serviceAccount: 'orders',
    podGroups: [{ id: 'g1', pods: ['orders-7c9f-abcde', 'orders-7c9f-fghij'], count: 2, current: true }],
    identities: [
      {
        clientId,
        tenantId,
        name: 'id-orders',
        resourceId: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders',
        kind: 'user-assigned',
        origin: 'env AZURE_CLIENT_ID, injected',
      },
    ],
    vaults: [{ name: 'kv-shop', object: 'secret/db-password', origin: 'env KEYVAULT_URL of container app' }],
    checks,
    ...others,
  };
}

export function report(targets: TargetReport[], exitCode: number, durationMs = 1127): DoctorReport {
  const count = (outcome: CheckResult['outcome']): number => targets.flatMap(({ checks }) => checks).filter((check) => check.outcome === outcome).length;
  return {
    apiVersion: 'kubectl-wi/v1',
    kind: 'DoctorReport',
    tool: { version: '0.1.0' },
    startedAt: '2026-11-23T20:00:00Z',
    durationMs,
    cluster: { context: 'aks-prod', server: 'https://aks-prod-1a2b.hcp.westeurope.azmk8s.io:443', version: 'v1.33.2', issuer },
    targets,
    notices: ['Entra and the vault log the exchange and the read as the workload, from this address.'],
    summary: {
      targets: targets.length,
      checked: targets.length,
      notChecked: 0,
      ok: count('ok'),
      fail: count('fail'),
      warn: count('warn'),
      undecided: count('undecided'),
      skip: count('skip'),
      unknown: count('unknown'),
    },
    exitCode,
  };
}

const vaultWaits: CheckResult = {
  id: 'key-vault/read',
  link: 'key-vault',
  subject: { vault: 'kv-shop', object: 'secret/db-password' },
  title: 'the workload can read the secret',
  outcome: 'unknown',
  vantage: 'local',
  missing: [{ reason: 'blocked', needs: 'an access token of the workload', blockedBy: 'exchange/accepted' }],
};

const exchangeFollows: CheckResult = {
  id: 'exchange/accepted',
  link: 'exchange',
  subject: { clientId },
  title: 'Entra gives an access token for the projected token',
  outcome: 'fail',
  basis: 'proved',
  vantage: 'local',
  code: 'WI601',
  problem: 'exchange-refused',
  severity: 'error',
  role: 'consequence',
  of: ['fic-subject-mismatch'],
  heals: 'never',
  note: 'AADSTS700213',
  what: 'Entra refused the exchange with AADSTS700213.',
  why: 'No credential names this subject.',
  evidence: [],
  fix: [],
};

const subjectMismatch: CheckResult = {
  id: 'federated-credential/matches',
  link: 'federated-credential',
  subject: { clientId },
  title: 'a federated credential names this issuer, subject and audience',
  outcome: 'fail',
  basis: 'read',
  vantage: 'local',
  code: 'WI551',
  problem: 'fic-subject-mismatch',
  covers: [],
  severity: 'error',
  role: 'root',
  heals: 'never',
  what: 'No federated credential of id-orders names this service account.',
  why: 'Entra compares issuer, subject and audience byte for byte. fic-orders may serve serviceaccount/order, which exists, so it stays.',
  evidence: [
    { label: 'presented', value: 'system:serviceaccount:shop:orders' },
    { label: 'nearest', value: 'system:serviceaccount:shop:order', of: 'fic-orders' },
  ],
  fix: [
    step(
      'az', 'Create a credential for this service account',
      'az', 'identity', 'federated-credential', 'create', '-g', 'rg-shop', '--identity-name', 'id-orders', '--name', 'aks-prod-shop-orders',
      '--issuer', issuer, '--subject', 'system:serviceaccount:shop:orders', '--audiences', 'api://AzureADTokenExchange',
    ),
    step('wi', 'or have it made, and proved', 'kubectl', 'wi', 'bind', 'deploy/orders', '-n', 'shop'),
    step('note', 'It can take some minutes to reach every Entra replica: add --wait to this command'),
  ],
  url: 'https://example.invalid/docs/problems/WI551.md',
};

const labelMissing: CheckResult = {
  id: 'pod/label',
  link: 'pod',
  subject: { podGroup: 'g1' },
  title: 'the pod template carries the label that asks for injection',
  outcome: 'fail',
  basis: 'read',
  vantage: 'local',
  code: 'WI301',
  problem: 'pod-label-missing',
  severity: 'error',
  role: 'root',
  heals: 'never',
  what: 'The pod template lacks the label azure.workload.identity/use: "true".',
  why: 'The webhook only looks at pods that carry it, so these have no AZURE_* variables and no token.',
  evidence: [],
  fix: [
    step(
      'kubectl', 'Label the pod template; the rollout makes new pods',
      'kubectl', 'patch', 'deployment', 'orders', '-n', 'shop', '--type', 'merge',
      '-p', '{"spec":{"template":{"metadata":{"labels":{"azure.workload.identity/use":"true"}}}}}',
    ),
    step('kubectl', 'Watch the new pods become ready', 'kubectl', 'rollout', 'status', 'deployment/orders', '-n', 'shop'),
  ],
};

export const healthy = report([target([...healthyChecks], 'ok', [])], 0, 912);

export const subjectMismatchReport = report(
  [target(withResults(subjectMismatch, exchangeFollows, vaultWaits), 'problems', ['fic-subject-mismatch'])],
  1,
);

export const twoRoots = report(
  [
    target(
      withResults(
        {
          id: 'service-account/client-id',
          link: 'service-account',
          subject: {},
          title: 'its annotation names a usable client id',
          outcome: 'warn',
          basis: 'read',
          vantage: 'local',
          code: 'WI358',
          problem: 'sa-tenant-annotation-redundant',
          severity: 'warning',
          role: 'root',
          heals: 'never',
          what: 'The tenant annotation repeats the default of the webhook.',
          why: 'It does no harm until the default changes.',
          evidence: [],
          fix: [step('kubectl', 'Remove it', 'kubectl', 'annotate', 'serviceaccount', 'orders', '-n', 'shop', 'azure.workload.identity/tenant-id-')],
        },
        {
          ...subjectMismatch,
          code: 'WI552',
          problem: 'fic-issuer-slash',
          what: 'The issuer of fic-orders lacks the slash at the end.',
          why: 'Entra compares the issuer byte for byte, and this cluster writes the slash into every token. No token can match the present value, so it can be changed in place.',
          evidence: [
            { label: 'presented', value: issuer },
            { label: 'nearest', value: issuer.slice(0, -1), of: 'fic-orders' },
          ],
          fix: [step('az', 'Correct the issuer', 'az', 'identity', 'federated-credential', 'update', '-g', 'rg-shop', '--identity-name', 'id-orders', '--name', 'fic-orders', '--issuer', issuer)],
        },
        { ...exchangeFollows, of: ['fic-issuer-slash'], note: 'AADSTS700211' },
        {
          ...vaultWaits,
          outcome: 'fail',
          basis: 'read',
          code: 'WI721',
          problem: 'kv-no-role',
          severity: 'error',
          role: 'root',
          heals: 'never',
          what: 'id-orders has no role on kv-shop that allows reading secrets.',
          why: 'The vault uses Azure RBAC. Contributor on the vault is control plane only.',
          evidence: [{ label: 'roles found', value: 'Contributor', of: 'resource group rg-shop' }],
          fix: [
            step(
              'az', 'Grant Key Vault Secrets User on this vault', 'az', 'role', 'assignment', 'create', '--role', 'Key Vault Secrets User',
              '--assignee-object-id', '0d9a7b6c-1111-4222-8333-444455556666', '--assignee-principal-type', 'ServicePrincipal', '--scope',
              '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop',
            ),
          ],
        },
      ),
      'problems',
      ['fic-issuer-slash', 'kv-no-role'],
    ),
  ],
  1,
  2304,
);

export const firewall = report(
  [
    target(
      withResults({
        ...vaultWaits,
        outcome: 'undecided',
        note: '403 ForbiddenByFirewall, to this machine',
        candidates: [
          {
            problem: 'kv-firewall',
            code: 'WI731',
            what: 'The firewall of kv-shop admits neither this machine nor the pods.',
            evidence: [{ label: 'client address', value: '203.0.113.7', of: 'as the vault saw it' }],
            fix: [step('az', 'Admit the egress address', 'az', 'keyvault', 'network-rule', 'add', '-n', 'kv-shop', '--ip-address', '198.51.100.4/32')],
          },
          {
            problem: 'doctor-outside-vault-network',
            code: 'WI118',
            what: 'The pods come from an admitted network, and only this machine does not.',
            evidence: [{ label: 'client address', value: '203.0.113.7', of: 'as the vault saw it' }],
            fix: [],
          },
        ],
        decidedBy: [step('wi', 'Ask from the pod', 'kubectl', 'wi', 'doctor', 'deployment/orders', '-n', 'shop', '--from', 'pod')],
      }),
      'undecided',
      [],
    ),
  ],
  3,
);

export const noTokenRequest = report(
  [
    target(
      withResults(
        {
          ...ok('token/claims'),
          title: 'the projected token says what Entra expects',
          outcome: 'unknown',
          missing: [
            {
              reason: 'forbidden',
              needs: 'create serviceaccounts/token resourceNames=[orders] in namespace shop',
              problem: 'doctor-no-tokenrequest',
            },
          ],
        },
        {
          ...exchangeFollows,
          outcome: 'unknown',
          missing: [{ reason: 'blocked', needs: 'a token of the service account', blockedBy: 'token/claims' }],
        },
        vaultWaits,
      ),
      'undecided',
      [],
    ),
  ],
  3,
);

export const afterMend = report(
  [
    target(
      withResults(
        { ...ok('pod/injected'), outcome: 'fail', basis: 'read', code: 'WI310', problem: 'pod-env-missing', role: 'consequence', of: ['pod-label-missing'], what: 'The pods have no AZURE_CLIENT_ID.' },
        labelMissing,
        { ...ok('exchange/accepted'), basis: 'after-mend' },
        { ...ok('key-vault/read'), basis: 'after-mend' },
      ),
      'problems',
      ['pod-label-missing'],
      {
        podGroups: [
          { id: 'g1', pods: ['orders-7c9f-abcde', 'orders-7c9f-fghij'], count: 2, current: true },
          { id: 'g2', pods: ['orders-55d8-klmno'], count: 1, current: false },
        ],
      },
    ),
  ],
  1,
);

export const severalTargets = report(
  [
    target([...healthyChecks], 'ok', [], { target: 'deployment/web' }),
    target(withResults(subjectMismatch, exchangeFollows, vaultWaits), 'problems', ['fic-subject-mismatch']),
    target(withResults(subjectMismatch, exchangeFollows, vaultWaits), 'problems', ['fic-subject-mismatch'], { target: 'cronjob/orders-nightly', podGroups: [] }),
  ],
  1,
);

export const reports: Readonly<Record<string, DoctorReport>> = {
  healthy,
  'fic-subject-mismatch': subjectMismatchReport,
  'two-roots': twoRoots,
  'undecided-firewall': firewall,
  'no-tokenrequest': noTokenRequest,
  'after-mend': afterMend,
  'several-targets': severalTargets,
};
