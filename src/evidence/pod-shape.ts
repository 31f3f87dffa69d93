import type { PodSpec } from './kubernetes-shapes.ts';
import type { Container, PodShape, TokenSource, Variable } from './subject.ts';
import { secretsStoreVolumeOf } from './secrets-store-volume.ts';
import { secretsStoreDriver, skipContainersAnnotation, speaksOfWorkloadIdentity, tokenFileVariable, useLabel } from './workload-identity-keys.ts';

/** Variables whose values the chain may see: those of Azure, and what names a vault and its secret. */
const visibleVariable = /^AZURE_(CLIENT_ID|TENANT_ID|FEDERATED_TOKEN_FILE|AUTHORITY_HOST)$/;

/** Names a vault by its address or its bare name; `KEYVAULT_SECRET_NAME`, `KEYVAULT_USERNAME` and the like do not. */
export const vaultVariable = /^(AZURE_)?KEY_?VAULT(_[A-Z0-9]+)*?_?(URL|URI|ENDPOINT|HOST)$|^(AZURE_)?KEY_?VAULT(_?NAME)?$|^VAULT_(URL|URI)$/;

/** Names a secret of the vault. */
export const secretVariable = /^((AZURE_)?KEY_?VAULT_)?SECRET_?NAME$/;

type Texts = { readonly [name: string]: string };

/** Narrows a pod's or a template's spec to what the chain needs to see; values of other variables are left behind. */
export function podShapeOf(labels: Texts | null | undefined, annotations: Texts | null | undefined, spec: PodSpec): PodShape {
  const volumes = spec.volumes ?? [];
  return {
    labels: labels ?? {},
    annotations: Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => speaksOfWorkloadIdentity(key))),
    serviceAccount: accountOf(spec),
    containers: [
      ...(spec.initContainers ?? []).map((container) => containerOf(container, true)),
      ...spec.containers.map((container) => containerOf(container, false)),
    ],
    tokenSources: volumes.flatMap((volume) =>
      (volume.projected?.sources ?? []).flatMap(({ serviceAccountToken: token }): TokenSource[] =>
        token === undefined
          ? []
          : [
              {
                volume: volume.name,
                path: token.path,
                ...(token.audience === undefined ? {} : { audience: token.audience }),
                ...(token.expirationSeconds === undefined ? {} : { expirationSeconds: token.expirationSeconds }),
              },
            ],
      ),
    ),
    hostNetwork: spec.hostNetwork === true,
    secretsStoreVolumes: volumes.flatMap(({ name, csi }) => (csi?.driver === secretsStoreDriver ? [secretsStoreVolumeOf(name, csi)] : [])),
  };
}

/** The account of a pod; an empty name is the default one, for the webhook as for the API server. */
export function accountOf({ serviceAccountName, serviceAccount }: PodSpec): string {
  return serviceAccountName || serviceAccount || 'default';
}

function containerOf(container: PodSpec['containers'][number], init: boolean): Container {
  return {
    name: container.name,
    init,
    variables: (container.env ?? []).map(({ name, value, valueFrom }): Variable => {
      if (valueFrom !== undefined || ![visibleVariable, vaultVariable, secretVariable].some((pattern) => pattern.test(name))) return { name };
      return { name, value: value ?? '' };
    }),
    envFrom: (container.envFrom ?? []).length > 0,
    ...secretsOf(container),
    mounts: (container.volumeMounts ?? []).map(({ name, mountPath, subPath = '', subPathExpr = '' }) => ({ volume: name, path: mountPath, ...(subPath + subPathExpr === '' ? {} : { subPath: subPath + subPathExpr }) })),
  };
}

function secretsOf({ env, envFrom }: PodSpec['containers'][number]): { readonly secrets?: readonly string[] } {
  const names = [...(env ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name), ...(envFrom ?? []).map(({ secretRef }) => secretRef?.name)];
  const secrets = [...new Set(names.flatMap((name) => name ?? []))];
  return secrets.length === 0 ? {} : { secrets };
}

export function variableOf(container: Container, name: string): Variable | undefined {
  return container.variables.find((variable) => variable.name === name);
}

/** Value of a variable where it is there, literal and not empty. */
export function valueOf(container: Container, name: string): string | undefined {
  const value = variableOf(container, name)?.value;
  return value === undefined || value === '' ? undefined : value;
}

/** Whatever token source lies at the container's AZURE_FEDERATED_TOKEN_FILE, followed through its mounts. */
export function tokenSourceAtFile(shape: PodShape, container: Container): TokenSource | undefined {
  const file = valueOf(container, tokenFileVariable);
  if (file === undefined) return undefined;
  return shape.tokenSources.find((source) =>
    container.mounts.some((mount) => mount.volume === source.volume && `${mount.path.replace(/\/$/, '')}/${source.path}` === file),
  );
}

/** The token source for Entra at that file: one without an audience is for the API server. */
export function tokenSourceOf(shape: PodShape, container: Container): (TokenSource & { readonly audience: string }) | undefined {
  const source = tokenSourceAtFile(shape, container);
  return source?.audience === undefined ? undefined : { ...source, audience: source.audience };
}

/** Carries what the webhook injects: the token file's variable, and a mounted token behind it. */
export function isInjected(shape: PodShape, container: Container): boolean {
  return tokenSourceOf(shape, container) !== undefined;
}

/** Containers that the webhook leaves alone because the annotation says so; the list is separated by `;`. */
export function skippedContainers(shape: PodShape): readonly string[] {
  return (shape.annotations[skipContainersAnnotation] ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Containers that should carry what the webhook injects. */
export function wiredContainers(shape: PodShape): readonly Container[] {
  const skipped = skippedContainers(shape);
  return shape.containers.filter((container) => !skipped.includes(container.name));
}

/** Exactly the string "true": the webhook's objectSelector compares bytes. */
export function isLabelled(shape: Pick<PodShape, 'labels'>): boolean {
  return shape.labels[useLabel] === 'true';
}
