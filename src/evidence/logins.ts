import { createHash } from 'node:crypto';
import { answerId } from './answer-id.ts';
import { known, unknown, type Answer } from './answer.ts';
import { csiLogins } from './csi-logins.ts';
import { dryRun, type DryRun } from './dry-run.ts';
import { lifetimeOf } from './token.ts';
import { entrances } from './entrances.ts';
import { isInjected, tokenSourceOf, valueOf, variableOf, wiredContainers } from './pod-shape.ts';
import { podGroups } from './pods.ts';
import { defineQuestion } from './question.ts';
import { targetServiceAccount, type ServiceAccount } from './service-account.ts';
import type { Container, Login, PodGroup, PodShape, Sourced, Target, TargetSubject } from './subject.ts';
import { authorityHostVariable, bindingAudience, clientIdVariable, defaultAudience, tenantIdVariable } from './workload-identity-keys.ts';
import { workload, type Workload } from './workload.ts';

type LoginKey = { readonly target: Target; readonly clientId: string | null; readonly many: boolean };

type Draft = Omit<Login, 'id' | 'entrance' | 'mounts' | 'podGroups' | 'containers' | 'siblings'> & { readonly podGroup?: string; readonly container: string };

/** The template as it says, where there is one: what is in it was set by a person, the rest was injected. */
interface Setting {
  readonly target: Target;
  readonly owning: Workload;
  readonly account: ServiceAccount | undefined;
  readonly wished: string | null;
  /** Logins of several targets are to be equal where their values are: a token bound to a pod is of that pod alone. */
  readonly many: boolean;
}

/**
 * The logins in use by the pods, and those that would be in use after mending: with the webhook's token, and by the
 * secrets store driver.
 *
 * Each value with its origin: container env, else what a dry run would inject, else annotation and defaults; of the
 * driver: the SecretProviderClass.
 */
export const logins = defineQuestion({
  name: 'logins',
  rights: [],
  key: ({ target, wishes }: TargetSubject): LoginKey => ({ target, clientId: wishes.clientId ?? null, many: wishes.many === true }),
  async ask({ target, clientId, many }, world): Promise<Answer<readonly Login[]>> {
    const doors = await world.get(entrances, target);
    const byDriver = doors.state === 'known' && doors.value.csi.length > 0 ? await csiLogins(target, many, world) : [];
    // the driver signs in by itself: no pod is tried for what nobody uses
    if (doors.state === 'known' && !doors.value.webhook) return known(withSiblings(byDriver));
    const byWebhook = await world.get(webhookLogins, { target, clientId, many });
    return byWebhook.state === 'known' ? known(withSiblings([...byWebhook.value, ...byDriver])) : byWebhook;
  },
});

/** What serves one login of the target belongs to it, whatever another one of its logins asks for. */
function withSiblings(all: readonly Login[]): readonly Login[] {
  return all.map((login) => ({ ...login, siblings: all.flatMap((other) => (other.id === login.id ? [] : (other.clientId?.value ?? []))) }));
}

const webhookLogins = defineQuestion({
  name: 'logins by the webhook',
  rights: [],
  key: (key: LoginKey) => key,
  async ask({ target, clientId, many }, world): Promise<Answer<readonly Login[]>> {
    const owning = await world.need(workload, target);
    const [groups, account] = await Promise.all([world.get(podGroups, target), world.get(targetServiceAccount, target)]);
    const setting: Setting = { target, owning, account: account.state === 'known' ? account.value : undefined, wished: clientId, many };
    const seen = groups.state === 'known' ? groups.value : [];
    const inUse = seen.flatMap((group) => loginsOfGroup(group, setting));
    if (groups.state === 'known' && groups.value.length > 0 && !needsMending(seen, setting)) return known(merged(inUse));
    const tried = await world.get(dryRun, { target, many });
    const mended = loginsAfterMending(tried.state === 'known' ? tried.value : undefined, seen, setting);
    // who the pod would be stands on an account that cannot be read: that is a gap, not a login without a client id
    if (account.state === 'unknown' && inUse.length === 0 && mended.some((login) => login.clientId === undefined)) {
      const { needs, detail, problem, waitedFor = [] } = account.gap;
      return unknown({
        reason: 'blocked',
        needs,
        ...(detail === undefined ? {} : { detail }),
        ...(problem === undefined ? {} : { problem }),
        waitedFor: [answerId(targetServiceAccount, target), ...waitedFor],
      });
    }
    // beside pods that sign in, what is not known of a new one is said of the account
    const named = account.state === 'unknown' ? mended.filter((login) => login.clientId !== undefined) : mended;
    return known(merged([...inUse, ...named]));
  },
});


/** Whether a new pod would log in otherwise than a pod of today: not injected, or made before the annotation was changed. */
function needsMending(groups: readonly PodGroup[], { owning, account }: Setting): boolean {
  return groups.some((group) =>
    wiredContainers(group.shape).some(
      (container) => !isInjected(group.shape, container) || (account !== undefined && isStale(group, container, owning, account)),
    ),
  );
}

/** Whether the container still has the client id that the account named when its pod was made. */
export function isStale({ newest }: PodGroup, container: Container, owning: Workload, account: ServiceAccount): boolean {
  const variable = variableOf(container, clientIdVariable);
  if (account.clientId === undefined || isSetByTemplate(owning, container, clientIdVariable)) return false;
  if (variable === undefined || variable.value === '') return true;
  // of `valueFrom` nothing can be said; Entra does not tell a GUID's cases apart
  if (variable.value === undefined || variable.value.toLowerCase() === account.clientId.toLowerCase()) return false;
  // of a pod without an owner nobody can see who set the variable; a pod made after the annotation set it itself
  const made = account.clientIdWrittenAt;
  return !(owning.template === undefined && made !== undefined && made <= newest.createdAt);
}

/** Whether the owner's template itself sets the variable; false for a bare pod, where that cannot be told. */
export function isSetByTemplate({ template }: Workload, container: Container, variable: string): boolean {
  const own = template?.containers.find(({ name, init }) => name === container.name && init === container.init);
  return own !== undefined && own.variables.some(({ name }) => name === variable);
}

function loginsOfGroup(group: PodGroup, setting: Setting): readonly Draft[] {
  return wiredContainers(group.shape)
    .filter((container) => isInjected(group.shape, container))
    .map((container) => ({
      ...loginOfContainer(group.shape, container, setting, 'as-is'),
      podGroup: group.id,
      ...(setting.many ? {} : { boundPod: { name: group.newest.name, uid: group.newest.uid } }),
    }));
}

function loginOfContainer(shape: PodShape, container: Container, setting: Setting, basis: Login['basis']): Omit<Draft, 'podGroup'> {
  const how = (variable: string): string => {
    if (basis === 'after-mend') return isSetByTemplate(setting.owning, container, variable) ? 'set by the template' : 'as a dry run injects it';
    if (setting.owning.template === undefined) return 'of the pod';
    return isSetByTemplate(setting.owning, container, variable) ? 'set by the template' : 'injected';
  };
  const variable = (name: string): Sourced | undefined => {
    const value = valueOf(container, name);
    return value === undefined ? undefined : { value, origin: `env ${name} of container ${container.name}, ${how(name)}` };
  };
  const source = tokenSourceOf(shape, container);
  // what the code passes wins over the variable, in every SDK
  const clientId = wishedLogin(setting) ?? variable(clientIdVariable);
  const tenantId = variable(tenantIdVariable);
  const untried = whyUntried(container, source?.audience, clientId !== undefined);
  return {
    namespace: setting.target.namespace,
    serviceAccount: shape.serviceAccount,
    ...(untried === undefined ? {} : { untried }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    authorityHost: variable(authorityHostVariable) ?? defaultAuthority,
    audience:
      source === undefined
        ? { value: defaultAudience, origin: "the webhook's default" }
        : { value: source.audience, origin: `volume ${source.volume}` },
    ownClientId: clientId?.origin !== '--client-id' && variable(clientIdVariable) !== undefined && isSetByTemplate(setting.owning, container, clientIdVariable),
    ...(source !== undefined && setting.owning.template?.tokenSources.some(({ volume }) => volume === source.volume) === true
      ? { ownTokenVolume: source.volume }
      : {}),
    tokenSeconds: source?.expirationSeconds ?? defaultSeconds,
    basis,
    container: container.name,
  };
}

/** A guess in place of a value that the spec does not show would prove another login than the pod's. */
function whyUntried(container: Container, audience: string | undefined, knowsClient: boolean): string | undefined {
  if (audience === bindingAudience) return "the cluster's own proxy: the token of an identity binding goes there, not to Entra";
  const hidden = [...(knowsClient ? [] : [clientIdVariable]), tenantIdVariable, authorityHostVariable].filter((name) => {
    const variable = variableOf(container, name);
    return variable !== undefined && variable.value === undefined;
  });
  return hidden.length === 0
    ? undefined
    : `the value of ${hidden.join(' and ')}, which container ${container.name} takes from elsewhere (valueFrom)${hidden.includes(clientIdVariable) ? ': name it with --client-id' : ''}`;
}

/** What the webhook, and the API server, take where nothing is said. */
const defaultSeconds = 3600;

const defaultAuthority: Sourced = { value: 'https://login.microsoftonline.com/', origin: 'the public cloud' };

function wishedLogin({ wished }: Setting): Sourced | undefined {
  return wished === null ? undefined : { value: wished, origin: '--client-id' };
}

/** What a new pod would log in with: as the dry run shows, else as annotations and the pods of today let expect. */
function loginsAfterMending(tried: DryRun | undefined, groups: readonly PodGroup[], setting: Setting): readonly Draft[] {
  if (tried?.result === 'admitted') {
    const injected = wiredContainers(tried.shape).filter((container) => isInjected(tried.shape, container));
    if (injected.length > 0) return injected.map((container) => loginOfContainer(tried.shape, container, setting, 'after-mend'));
  }
  const shape = setting.owning.template ?? groups[0]?.shape;
  const clientId = expectedClientId(setting);
  const container = shape?.containers.find(({ init }) => !init);
  const serviceAccount = shape?.serviceAccount ?? setting.account?.name;
  if (serviceAccount === undefined) return [];
  const tenantId = expectedTenantId(groups, setting);
  return [
    {
      namespace: setting.target.namespace,
      serviceAccount,
      ...(clientId === undefined ? {} : { clientId }),
      ...(tenantId === undefined ? {} : { tenantId }),
      authorityHost: defaultAuthority,
      audience: { value: defaultAudience, origin: "the webhook's default" },
      ownClientId: clientId !== undefined && clientId.origin.endsWith('set by the template'),
      tokenSeconds: defaultSeconds,
      basis: 'after-mend',
      container: container?.name ?? 'app',
    },
  ];
}

function expectedClientId({ account, owning, wished }: Setting): Sourced | undefined {
  if (wished !== null) return { value: wished, origin: '--client-id' };
  const own = owning.template?.containers.map((container) => valueOf(container, clientIdVariable)).find((value) => value !== undefined);
  if (own !== undefined) return { value: own, origin: `env ${clientIdVariable}, set by the template` };
  if (account?.clientId !== undefined) return { value: account.clientId, origin: `annotation of serviceaccount/${account.name}` };
  return undefined;
}

function expectedTenantId(groups: readonly PodGroup[], { account }: Setting): Sourced | undefined {
  if (account?.tenantId !== undefined && account.tenantId !== '') {
    return { value: account.tenantId, origin: `annotation of serviceaccount/${account.name}` };
  }
  for (const { shape } of groups) {
    for (const container of shape.containers) {
      const value = valueOf(container, tenantIdVariable);
      if (value !== undefined) return { value, origin: `env ${tenantIdVariable} of the pods of today` };
    }
  }
  return undefined;
}

/** Drafts with equal values are one login; what is in use stands for what would be. */
function merged(drafts: readonly Draft[]): readonly Login[] {
  const byId = new Map<string, Login>();
  for (const { podGroup, container, ...login } of drafts) {
    const id = idOf(login);
    const earlier = byId.get(id);
    if (earlier !== undefined && earlier.basis === 'as-is' && login.basis === 'after-mend') continue;
    byId.set(id, {
      ...(earlier ?? { ...login, entrance: 'webhook', mounts: [], siblings: [] }),
      id,
      podGroups: union(earlier?.podGroups ?? [], podGroup),
      containers: union(earlier?.containers ?? [], container),
    });
  }
  return [...byId.values()];
}

function union(names: readonly string[], name: string | undefined): readonly string[] {
  return name === undefined || names.includes(name) ? names : [...names, name];
}

function idOf(login: Omit<Draft, 'podGroup' | 'container'>): string {
  const { namespace, serviceAccount, clientId, tenantId, authorityHost, audience, tokenSeconds, untried } = login;
  const values = [namespace, serviceAccount, clientId?.value, tenantId?.value, authorityHost.value, audience.value, lifetimeOf(tokenSeconds), untried];
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);
}
