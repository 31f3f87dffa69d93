/** One stored event in the shape of either group: core/v1 (as stored) or events.k8s.io/v1. */
import type { ResourceKind } from './kinds.ts';
import type { ApiObject } from './objects.ts';

const isNewGroup = (kind: ResourceKind) => kind.kind === 'Event' && kind.group !== '';

export function shownAs(kind: ResourceKind, object: ApiObject): ApiObject {
  if (!isNewGroup(kind)) return object;
  const { involvedObject, message, count, firstTimestamp, lastTimestamp, source, reportingComponent, ...rest } = object;
  return {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    regarding: involvedObject,
    note: message,
    deprecatedCount: count,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedSource: source,
    reportingController: reportingComponent,
  } as ApiObject;
}

/** The inverse of `shownAs`, for what a client sends. */
export function storedAs(kind: ResourceKind, object: ApiObject): ApiObject {
  if (!isNewGroup(kind)) return object;
  const { regarding, note, deprecatedCount, deprecatedFirstTimestamp, deprecatedLastTimestamp, deprecatedSource, reportingController, ...rest } = object;
  return {
    ...rest,
    involvedObject: regarding,
    message: note,
    count: deprecatedCount,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    source: deprecatedSource,
    reportingComponent: reportingController,
  } as ApiObject;
}
