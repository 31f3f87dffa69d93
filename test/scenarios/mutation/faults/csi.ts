/** The other door: the SecretProviderClass, the volume that names it, driver and provider. */
import { freshName, guid, otherDigit } from '../random.ts';
import type { Random } from '../random.ts';
import { slipped, slipsOfName } from '../bytes.ts';
import { became, type Fault } from '../fault.ts';
import { addFirst, mounts, objectOf, objectsOf, parametersOf, remove, templateOf, type AnyObject, type World } from '../world.ts';

function ofMounting(name: string, links: Fault['links'], change: (world: World, random: Random) => string | undefined): Fault {
  return {
    name: `csi: ${name}`,
    links,
    break: (world, random) => {
      return mounts(world) ? change(world, random) : undefined;
    },
  };
}

function ofParameter(name: string, parameter: string, links: Fault['links'], change: (before: string, random: Random) => string | undefined): Fault {
  return ofMounting(`${parameter}, ${name}`, links, (world, random) => {
    const parameters = parametersOf(world);
    const before = parameters?.[parameter];
    if (parameters === undefined || before === undefined) return undefined;
    const after = change(before, random);
    if (after === undefined) delete parameters[parameter];
    else parameters[parameter] = after;
    return became(before, after ?? 'not there');
  });
}

function ofObject(name: string, links: Fault['links'], find: (world: World) => AnyObject | undefined, change: (object: AnyObject, random: Random, world: World) => string | undefined): Fault {
  return ofMounting(name, links, (world, random) => {
    const object = find(world);
    return object === undefined ? undefined : change(object, random, world);
  });
}

const secretClass = (world: World): AnyObject | undefined => objectOf(world, 'SecretProviderClass');
/** The class, where the doctor is not asked about it by name. */
const secretClassInUse = (world: World): AnyObject | undefined => (world.command.some((word) => word.startsWith('secretproviderclass')) ? undefined : secretClass(world));
const driver = (world: World): AnyObject | undefined => objectOf(world, 'CSIDriver', 'secrets-store.csi.k8s.io');
const specOf = (object: AnyObject): Record<string, unknown> => object['spec'] as Record<string, unknown>;

interface CsiVolume {
  driver: string;
  volumeAttributes: Record<string, string>;
}

function ofVolume(name: string, change: (volume: CsiVolume, random: Random) => string): Fault {
  return ofMounting(name, ['csi', 'pod'], (world, random) => {
    if (secretClassInUse(world) === undefined) return undefined;
    const volume = templateOf(world)?.spec.volumes?.find((one) => one['csi'] !== undefined);
    return volume === undefined ? undefined : change(volume['csi'] as CsiVolume, random);
  });
}

export const csiFaults: readonly Fault[] = [
  // a client id that nobody has, in the class
  ofParameter('another digit', 'clientID', ['csi', 'identity'], (before, random) => otherDigit(random, before)),
  ofParameter('of nobody', 'clientID', ['csi', 'identity'], (_, random) => guid(random)),
  ofParameter('no client id', 'clientID', ['csi'], (before, random) => slipped(random, before, random.pick(['a byte less', 'a byte twice', 'another byte']))),
  ofParameter('not there', 'clientID', ['csi'], () => undefined),
  ofParameter('another', 'tenantID', ['csi', 'identity'], (_, random) => guid(random)),
  ofParameter('not there', 'tenantID', ['csi'], () => undefined),
  // the class names one vault and Azure has another
  ofParameter('another', 'keyvaultName', ['csi', 'key-vault'], (before, random) => slipped(random, before, random.pick(slipsOfName))),
  ofParameter('not there', 'keyvaultName', ['csi'], () => undefined),
  ofParameter('a URL', 'keyvaultName', ['csi'], (before) => `https://${before}.vault.azure.net/`),
  ofParameter('true', 'usePodIdentity', ['csi'], () => 'true'),
  ofParameter('not there', 'objects', ['csi'], () => undefined),
  ofParameter('empty', 'objects', ['csi'], () => ''),
  ofParameter('no list', 'objects', ['csi'], (before, random) => random.pick([before.replace('array:', 'arrays:'), before.replace('array:', 'array'), before.replace('- |', '- ')])),
  ofParameter('another name', 'objects', ['csi', 'key-vault'], (before, random) => before.replace('db-password', slipped(random, 'db-password', random.pick(slipsOfName)))),
  ofParameter('no type', 'objects', ['csi'], (before, random) => before.replace('objectType: secret', `objectType: ${random.pick(['secrets', 'password', 'sercet', 'certificate'])}`)),
  ofMounting('useVMManagedIdentity, true', ['csi'], (world) => {
    const parameters = parametersOf(world);
    if (parameters === undefined) return undefined;
    parameters['useVMManagedIdentity'] = 'true';
    parameters['userAssignedIdentityID'] = parameters['clientID'] ?? '';
    return 'true';
  }),
  ofObject('class, another provider', ['csi'], secretClass, (object, random) => String((specOf(object)['provider'] = random.pick(['azur', 'Azure', 'aws', 'vault', 'gcp'])))),
  ofObject('class, not there', ['csi'], secretClassInUse, (object, random, world) => {
    remove(world, object);
    // somebody else's, so that the cluster knows the kind
    addFirst(world, { ...structuredClone(object), metadata: { name: freshName(random), namespace: 'default' } });
    return 'deleted';
  }),
  ofObject('class, another name', ['csi'], secretClassInUse, (object, random) => became('orders', (object.metadata.name = slipped(random, 'orders', random.pick(slipsOfName))))),
  ofObject('class, in another namespace', ['csi'], secretClassInUse, (object) => (object.metadata.namespace = 'default')),
  ofVolume('volume, another class', ({ volumeAttributes }, random) => (volumeAttributes['secretProviderClass'] = slipped(random, 'orders', random.pick(slipsOfName)))),
  ofObject('driver, not there', ['csi'], driver, (object, _, world) => {
    remove(world, object);
    return 'deleted';
  }),
  ofObject('driver, no tokens', ['csi'], driver, (object) => {
    delete specOf(object)['tokenRequests'];
    return 'deleted';
  }),
  ofObject('driver, tokens of another audience', ['csi', 'token'], driver, (object, random) => {
    const audience = slipped(random, 'api://AzureADTokenExchange', random.pick(['a byte less', 'another byte', 'the other case', 'a slash more or less']));
    specOf(object)['tokenRequests'] = [{ audience }];
    return audience;
  }),
  ofObject('driver, without the pod', ['csi'], driver, (object) => {
    specOf(object)['podInfoOnMount'] = false;
    return 'podInfoOnMount false';
  }),
  ofObject('driver, not on the node', ['csi'], (world) => objectsOf(world, 'CSINode')[0], (object) => {
    specOf(object)['drivers'] = [];
    return 'no drivers';
  }),
  ofObject('provider, not there', ['csi'], (world) => objectsOf(world, 'DaemonSet').find(({ metadata }) => metadata.name.includes('provider-azure') && !metadata.name.includes('driver')), (object, _, world) => {
    remove(world, object);
    return 'deleted';
  }),
];

