import { fileURLToPath } from 'node:url'

/** Where this module's migrations are. */
export const accessMigrations: string = fileURLToPath(new URL('./data/migrations', import.meta.url))

export { type AccessModule, createAccess } from './access.module.ts'
export {
  accessPermissions,
  type Entitled,
  permissionsOf,
  type Role,
  type RoleDefinition,
  roleKeys,
  roleName,
  roles,
} from './access.permissions.ts'
export type {
  AccessSettings,
  BreakGlassRule,
  ConfidentialityAgreement,
  IsShownTo,
  PeopleOfIndex,
  SessionLimits,
} from './access-settings.ts'
export { eraseFromLog } from './actions/erase-from-log.ts'
export { type Invitation, invite } from './actions/invite.ts'
export { type LoadedAgreements, loadAgreements } from './actions/load-agreements.ts'
export { type AccountReview, reviewAccounts } from './actions/review-accounts.ts'
export { type LodgedHead, lodgeHead, readLodgedHeads } from './audit/lodged-heads.ts'
export { type Verification, verifyAccessLog } from './audit/verify-access-log.ts'
export { recordAccess } from './data/access-log.queries.ts'
export { accountNames } from './data/account-names.queries.ts'
export { announceReader } from './data/announce-reader.ts'
export { addressesOfRole, type ShownTo, shownTo } from './data/shown-to.queries.ts'
export { trimSignIns } from './data/trim-attempts.ts'
export {
  type FieldError,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from './pages/access-parts/form.ts'
export type { GlassTarget, NamedPerson, RestrictedPeople } from './restricted-people.ts'
export {
  type DataKind,
  dataKindKeys,
  dataKinds,
  grantKey,
  type Sensitivity,
  sensitivities,
} from './rules/data-kinds.ts'
export {
  type Asking,
  type Grants,
  grantsOf,
  type LimitedGrants,
  noGrants,
  opensAnywhere,
  opensKind,
  opensSomething,
} from './rules/grants.ts'
export { type PurposeKey, purposeKeys, purposes } from './rules/purposes.ts'
export { agreementSchema, type Clause, type SharingAgreement } from './rules/sharing-agreement.ts'
export { type DemoAccount, demoAccounts, seedDemoAccounts } from './seed-demo-accounts.ts'
export type { SignInProvider } from './sign-in-providers.ts'
export {
  type Looking,
  type OfferedPurpose,
  type Openings,
  openings,
  type Viewed,
  type Viewing,
} from './viewing.ts'
