import { known, type Answer } from './answer.ts';
import { readListedObjects, type ListedObjects } from './listed-objects.ts';
import { authorityOfCloud, identityMode, parameter, type IdentityMode, type Parameters } from './provider-parameters.ts';
import { defineQuestion } from './question.ts';
import { secretProviderClass } from './secret-provider-class.ts';
import type { MountSubject } from './subject.ts';

/** What the provider is given for a mount: the class's parameters, and over them the attributes of the pod's volume. */
export interface MountParameters {
  readonly vaultName: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly cloudName: string;
  /** Authority of that cloud; `own` where a file on the node describes it; absent where there is no cloud of the name. */
  readonly authority?: NonNullable<ReturnType<typeof authorityOfCloud>>;
  readonly identity: IdentityMode;
  readonly objects: ListedObjects;
  /** Which of the two spellings names the tenant. */
  readonly tenantParameter: 'tenantID' | 'tenantId';
}

export type MountParametersKey = { readonly namespace: string; readonly name: string; readonly overrides: { readonly [parameter: string]: string } };

export const mountParameters = defineQuestion({
  name: 'mount parameters',
  rights: [],
  uses: [secretProviderClass],
  key: ({ mount }: MountSubject): MountParametersKey => ({ namespace: mount.namespace, name: mount.secretProviderClass, overrides: mount.overrides }),
  async ask({ namespace, name, overrides }, world): Promise<Answer<MountParameters>> {
    const { parameters } = await world.need(secretProviderClass, { namespace, name });
    const given: Parameters = { ...parameters, ...overrides };
    const cloudName = parameter(given, 'cloudName');
    const authority = authorityOfCloud(cloudName);
    return known({
      vaultName: parameter(given, 'keyvaultName'),
      tenantId: parameter(given, 'tenantID'),
      clientId: parameter(given, 'clientID'),
      cloudName,
      ...(authority === undefined ? {} : { authority }),
      identity: identityMode(given),
      objects: await readListedObjects(given.objects ?? ''),
      tenantParameter: (given.tenantID ?? '').trim() === '' && given.tenantId !== undefined ? 'tenantId' : 'tenantID',
    });
  },
});
