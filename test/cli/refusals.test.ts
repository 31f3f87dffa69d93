import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './run.ts';

/** What a user can mend: nothing on stdout, two lines on stderr, and exit code 2. */
const refusals: readonly (readonly [argv: readonly string[], stderr: string])[] = [
  [['docotr'], 'error: unknown command "docotr" for "kubectl wi"\ndid you mean kubectl wi doctor?\n'],
  [['nonsense'], 'error: unknown command "nonsense" for "kubectl wi"\nsee kubectl wi help\n'],
  [['-n', 'shop'], 'error: unknown flag: -n\nsee kubectl wi help\n'],
  [['help', 'docter'], 'error: no command "docter"\ndid you mean kubectl wi help doctor?\n'],
  [['doctor'], 'error: name a target: TYPE/NAME\nfor example kubectl wi doctor deployment/NAME\n'],
  [['doctor', 'deploy'], 'error: name the deployment to look at\nfor example kubectl wi doctor deployment/NAME\n'],
  [['doctor', 'deploymnet/orders'], 'error: "deploymnet" is no type this tool can look at\ndid you mean deployment?\n'],
  [['doctor', 'deploy/Orders'], 'error: "Orders" is no name of a Kubernetes object\n'],
  [['doctor', 'deploy/orders', '--valut', 'kv'], 'error: unknown flag: --valut\ndid you mean --vault?\n'],
  [['doctor', 'deploy/orders', '-o', 'jsno'], 'error: -o: "jsno" is not one of text, wide, json, yaml, name\ndid you mean json?\n'],
  [['doctor', 'deploy/orders', '-n'], 'error: -n needs a value: -n NAME\n'],
  [['doctor', 'deploy/orders', '--no-read=perhaps'], 'error: --no-read is a switch: it takes true, false or nothing, not "perhaps"\n'],
  [['doctor', 'deploy/orders', '--client-id', 'orders'], 'error: --client-id: "orders" is not a GUID\n'],
  [['doctor', 'deploy/orders', '--secret', 'db_password'], 'error: --secret: "db_password" is no name of a secret\nletters, digits and dashes, at most 127\n'],
  [['doctor', 'deploy/orders', '--vault', 'kv.evil.example'], 'error: --vault: "kv.evil.example" is neither the name of a vault nor a host of Key Vault\na name of 3 to 24 letters, digits and dashes, or https://NAME.vault.azure.net\n'],
  [['doctor', 'deploy/orders', '--timeout', 'soon'], 'error: --timeout: "soon" is not a duration\nfor example --timeout=30s\n'],
  [['doctor', 'deploy/orders', '--tail', '20'], 'error: --tail is for --logs\nadd --logs, or leave --tail away\n'],
  [['doctor', 'deploy/orders', '--logs', '--tail', '0'], 'error: --tail: "0" is no number of lines\nfrom 1 to 10000\n'],
  [['doctor', 'deploy/orders', '--logs', '--tail', '1e3'], 'error: --tail: "1e3" is no number of lines\nfrom 1 to 10000\n'],
  [['doctor', '-A', '--logs'], 'error: --logs with -A would read the logs of every workload\nname targets, or choose by -l in a namespace\n'],
  [['doctor', 'deploy/orders', '--yes'], 'error: --yes is of --from=pod\nadd --from=pod, or leave it away\n'],
  [['doctor', 'deploy/orders', '--image', 'curl'], 'error: --image is of --from=pod\nadd --from=pod, or leave it away\n'],
  [['doctor', '-A', '--from=pod'], 'error: --from=pod looks from the pods of named targets\na container is added to each pod that is looked from: name them, as in deployment/orders\n'],
  [['doctor', 'deploy/orders', '--from=pod', '--wait'], 'error: --from=pod and --wait\neach look would add a container to the pod: wait without --from=pod, and then look once with it\n'],
  [['doctor', 'deploy/orders', '--from=pod', '--image', '-x y'], 'error: --image: "-x y" is no name of an image\ne.g. registry.example/curl:8, or with @sha256:… behind it\n'],
  [['doctor', 'deploy/orders', '--from=pdo'], 'error: --from: "pdo" is not one of local, pod\ndid you mean pod?\n'],
  [['explain'], 'error: name what to explain\nfor example kubectl wi explain WI551\n'],
  [['explain', 'WI999'], 'error: nothing is known of "WI999"\nkubectl wi checks lists what there is\n'],
  [['explain', 'fic-subject-mismtach'], 'error: nothing is known of "fic-subject-mismtach"\ndid you mean fic-subject-mismatch?\n'],
  [['explain', 'AADSTS123456'], 'error: AADSTS123456 is not one that the exchange of a Kubernetes token is known to give\nsee https://login.microsoftonline.com/error?code=123456, or let kubectl wi doctor try the exchange\n'],
  [['rbac', '-n', 'Shop!'], 'error: --namespace: "Shop!" is no name of a Kubernetes object\n'],
  [['checks', '--link', 'webhok'], 'error: --link: "webhok" is not one of access, webhook, pod, service-account, issuer, token, identity, federated-credential, exchange, key-vault, csi\ndid you mean webhook?\n'],
  [['demo', 'helthy'], 'error: no scenario "helthy"\ndid you mean healthy?\n'],
];

for (const [argv, expected] of refusals) {
  test(`kubectl wi ${argv.join(' ')} is refused in a sentence, with what to try`, async () => {
    assert.deepEqual(await run(...argv), { exitCode: 2, stdout: '', stderr: expected });
  });
}

test('a refusal sends no control character of the caller to a terminal', async () => {
  const hostile = '\u001b[2J\u009b2J\u202e';
  for (const argv of [[hostile], ['doctor', `deploy/${hostile}`], ['doctor', `${hostile}/a`], ['doctor', 'deploy/a', `--${hostile}`], ['doctor', 'deploy/a', '-o', hostile], ['explain', hostile], ['demo', hostile], ['help', hostile]]) {
    const { stderr, exitCode } = await run(...argv);
    assert.equal(exitCode, 2);
    assert.doesNotMatch(stderr, /[^\P{Cc}\n]|\p{Cf}/u, JSON.stringify(argv));
  }
});
