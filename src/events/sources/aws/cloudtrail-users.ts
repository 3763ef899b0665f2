import type { EventReader } from '../define.ts';
import { lastPart } from '../values.ts';

/** Who is meant by an event of CloudTrail. Source: Splunk Add-on for AWS 7.0, user fields of aws:cloudtrail. */

const IDENTITY = 'userIdentity';
const ISSUER = `${IDENTITY}.sessionContext.sessionIssuer`;

/** The caller's name: its own, that of the role it took, or the last part of what it is called. */
export function callerOf(event: EventReader): string | undefined {
  return (
    event.text(`${IDENTITY}.userName`) ??
    event.text(`${ISSUER}.userName`) ??
    lastPart(event.text(`${IDENTITY}.arn`), '/:') ??
    event.text(`${IDENTITY}.invokedBy`)
  );
}

/** `userName` of the add-on, which knows of a source identity too. */
export function userNameOf(event: EventReader): string | undefined {
  return event.text(`${IDENTITY}.userName`) ?? event.text('requestParameters.sourceIdentity') ?? callerOf(event);
}

/** Whose account is used or changed: for the management of users the one who is managed, not the caller. */
export function userOf(event: EventReader): string | undefined {
  const name = event.text('eventName') ?? '';
  return managedUserOf(name, event) ?? signedInUserOf(name, event) ?? callerOf(event);
}

/** The one whose account an event manages. */
function managedUserOf(name: string, event: EventReader): string | undefined {
  switch (name) {
    case 'CreateAccessKey':
      return event.text('responseElements.accessKey.userName') ?? event.text('requestParameters.userName');
    case 'CreateLoginProfile':
      return event.text('responseElements.loginProfile.userName') ?? event.text('requestParameters.userName');
    case 'CreateUser':
      return event.text('responseElements.user.userName') ?? event.text('requestParameters.userName');
    case 'DeleteUser':
    case 'DeleteLoginProfile':
    case 'UpdateLoginProfile':
      return event.text('requestParameters.userName');
    case 'UpdateUser':
      return event.text('requestParameters.newUserName') ?? event.text('requestParameters.userName');
    default:
      return undefined;
  }
}

/** The one who is signed in, where that is not the caller's own name. */
function signedInUserOf(name: string, event: EventReader): string | undefined {
  const isAssumed = event.text(`${IDENTITY}.type`) === 'AssumedRole';
  if (name.startsWith('AssumeRole')) {
    const role = isAssumed ? 'requestParameters.roleArn' : 'responseElements.assumedRoleUser.arn';
    return lastPart(event.text(role) ?? event.text('requestParameters.roleArn'), '/:');
  }
  if (name !== 'ConsoleLogin' || !isAssumed) return undefined;
  const principal = event.text(`${IDENTITY}.principalId`);
  return principal?.slice(principal.indexOf(':') + 1);
}

/** Whether an event manages the account of another user. */
export function isUserManagement(event: EventReader): boolean {
  const name = event.text('eventName') ?? '';
  return managedUserOf(name, event) !== undefined || name === 'PutBucketAcl';
}
