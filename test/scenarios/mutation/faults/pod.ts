/** The template of the pods: label, account, variables and volumes. */
import { guid } from '../random.ts';
import type { Random } from '../random.ts';
import { everySlip, slipped, slipsOfName } from '../bytes.ts';
import { became, type Fault } from '../fault.ts';
import { annotationsOf, entersBy, isBarePod, labelsOf, templateOf, type Template, type World } from '../world.ts';

const useKey = 'azure.workload.identity/use';

function ofTemplate(name: string, links: Fault['links'], change: (template: Template, random: Random, world: World) => string | undefined): Fault {
  return {
    name: `pod: ${name}`,
    links,
    break: (world, random) => {
      const template = templateOf(world);
      return template?.metadata.labels?.[useKey] !== 'true' || entersBy(world, 'csi') ? undefined : change(template, random, world);
    },
  };
}

/** A variable of the first container, which the webhook leaves as it is. */
function ofVariable(name: string, variable: string, links: Fault['links'], value: (random: Random) => string): Fault {
  return ofTemplate(`${variable}, ${name}`, links, ({ spec }, random) => {
    const [container] = spec.containers;
    if (container === undefined) return undefined;
    const text = value(random);
    container.env = [...(container.env ?? []).filter((one) => one.name !== variable), { name: variable, value: text }];
    return JSON.stringify(text);
  });
}

/** A variable that names the vault or the secret, where the container has it. */
function ofVaultVariable(variable: string, change: (before: string, random: Random) => string): Fault {
  return ofTemplate(variable, ['key-vault'], ({ spec }, random) => {
    const entry = spec.containers.flatMap(({ env = [] }) => env).find((one) => one.name === variable);
    if (entry?.value === undefined) return undefined;
    return became(entry.value, (entry.value = change(entry.value, random)));
  });
}

/** The audience of a token volume that the template makes itself. */
function ofOwnVolume(slip: string): Fault {
  return ofTemplate(`own token volume, audience, ${slip}`, ['token', 'pod'], ({ spec }, random) => {
    type Source = { readonly serviceAccountToken?: { audience: string } };
    const projected = (spec.volumes ?? []).flatMap((volume) => (volume['projected'] as { readonly sources: readonly Source[] } | undefined)?.sources ?? []);
    const token = projected.find(({ serviceAccountToken }) => serviceAccountToken !== undefined)?.serviceAccountToken;
    if (token === undefined) return undefined;
    return became(token.audience, (token.audience = slipped(random, token.audience, slip)));
  });
}

export const podFaults: readonly Fault[] = [
  ofTemplate('label, not there', ['pod'], ({ metadata }) => {
    delete labelsOf({ metadata })[useKey];
    return 'deleted';
  }),
  ofTemplate('label, another value', ['pod'], ({ metadata }, random) => (labelsOf({ metadata })[useKey] = random.pick(['True', 'TRUE', 'yes', '1', 'false', 'enabled', 'tru']))),
  ofTemplate('label, empty', ['pod'], ({ metadata }) => {
    labelsOf({ metadata })[useKey] = '';
    return 'empty';
  }),
  ofTemplate('label, another key', ['pod'], ({ metadata }, random) => {
    delete labelsOf({ metadata })[useKey];
    const key = random.pick(['azure.workload.identity/Use', 'azure.workload-identity/use', 'azure.workload.identity/used', 'azure.workload.identity.use', 'workload.identity/use', 'azure.workload.identity/us']);
    labelsOf({ metadata })[key] = 'true';
    return key;
  }),
  ofTemplate('label, as an annotation', ['pod'], ({ metadata }) => {
    delete labelsOf({ metadata })[useKey];
    annotationsOf({ metadata })[useKey] = 'true';
    return 'annotation';
  }),
  ofTemplate('account, not named', ['pod'], ({ spec }) => {
    delete spec.serviceAccountName;
    return 'deleted';
  }),
  ofTemplate('account, default', ['pod'], ({ spec }) => (spec.serviceAccountName = 'default')),
  // the template could be wrong, or the account be gone
  ofTemplate('account, another name', ['pod', 'service-account'], ({ spec }, random, world) => {
    if (isBarePod(world)) return undefined;
    return (spec.serviceAccountName = slipped(random, 'orders', random.pick(slipsOfName)));
  }),
  ofTemplate('container skipped', ['pod'], ({ metadata, spec }) => (annotationsOf({ metadata })['azure.workload.identity/skip-containers'] = spec.containers.map(({ name }) => name).join(';'))),
  // what the container says itself wins, and is what nobody has
  ofVariable('another', 'AZURE_CLIENT_ID', ['pod', 'identity'], guid),
  ofVariable('another', 'AZURE_TENANT_ID', ['pod', 'identity'], guid),
  // something in the image may put a token there
  { ...ofVariable('another path', 'AZURE_FEDERATED_TOKEN_FILE', ['pod', 'token'], (random) => slipped(random, '/var/run/secrets/azure/wi/token/azure-identity-token', random.pick(['a byte less', 'a byte twice', 'another byte']))), unseen: true },
  ofVariable('of another cloud', 'AZURE_AUTHORITY_HOST', ['pod', 'exchange'], (random) => random.pick(['https://login.microsoftonline.us/', 'https://login.chinacloudapi.cn/'])),
  ofVariable('of somebody else', 'AZURE_AUTHORITY_HOST', ['pod', 'exchange'], (random) => random.pick(['https://login.example/', 'https://login.microsoftonline.com.example/'])),
  ofVaultVariable('KEYVAULT_URL', (before, random) => before.replace('kv-shop', slipped(random, 'kv-shop', random.pick(slipsOfName)))),
  ofVaultVariable('SECRET_NAME', (before, random) => slipped(random, before, random.pick(slipsOfName))),
  ...everySlip.map((slip) => ofOwnVolume(slip)),
];
