import { nullable, optional, picklist, record, strictObject } from 'valibot';

import { countedFields } from '../../../core/changes.js';
import { match } from './choices.js';
import { operation, path, text } from './names.js';

/** What has become of fields over all incidents, so that figures can count what records do not carry. */
export const changesSchema = strictObject({
  /** Lists changes, one a row, of whatever incidents its filter asks for. */
  op: operation,
  /** Where the change's own id and the incident's stand in a row, and the values before and after it. */
  id: path,
  incident: path,
  from: path,
  to: path,
  /** What the filter calls the time at which the incident was last changed. */
  updated: optional(text),
  /** What the filter calls the value before: of a status only changes from an end are asked for then. */
  before: optional(text),
  /**
   * The fields that are told of: `category`, `group` and `status`, each with the paths of a row and what has to stand
   * there. A path is also what the filter calls it, and what comes all the same is left out. `{discovered}` is the id
   * under which the discovery has found what the field requires. A field whose count the record carries is not asked for.
   */
  fields: record(picklist(countedFields), nullable(match)),
});
