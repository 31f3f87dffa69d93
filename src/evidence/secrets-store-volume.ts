import { isProviderParameter } from './provider-parameters.ts';
import type { PodShape, SecretsStoreVolume } from './subject.ts';

interface CsiVolume {
  readonly readOnly?: boolean | null | undefined;
  readonly volumeAttributes?: { readonly [name: string]: string } | null | undefined;
  readonly nodePublishSecretRef?: { readonly name?: string | undefined } | null | undefined;
}

/** What of a volume of the secrets store driver the chain needs to see. */
export function secretsStoreVolumeOf(volume: string, { readOnly, volumeAttributes, nodePublishSecretRef }: CsiVolume): SecretsStoreVolume {
  const attributes = volumeAttributes ?? {};
  const secretRef = nodePublishSecretRef?.name;
  return {
    volume,
    secretProviderClass: attributes['secretProviderClass'] ?? '',
    // the driver copies the pod's attributes over the class's parameters
    overrides: Object.fromEntries(Object.entries(attributes).filter(([name]) => isProviderParameter(name))),
    readOnly: readOnly === true,
    ...(secretRef === undefined ? {} : { secretRef }),
  };
}

/** SecretProviderClass names that a pod or a template mounts, each once. */
export function mountedClasses({ secretsStoreVolumes }: Pick<PodShape, 'secretsStoreVolumes'>): readonly string[] {
  return [...new Set(secretsStoreVolumes.map(({ secretProviderClass }) => secretProviderClass))];
}
