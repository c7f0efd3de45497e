import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** Somebody who asks for an account. */
export interface Registration {
  readonly id: string
  readonly organisation: string
  readonly organisationName: string
  readonly organisationRoles: readonly string[]
  readonly email: string
  readonly name: string
  readonly jobTitle: string
  readonly state: 'unverified' | 'waiting' | 'approved' | 'refused'
  readonly askedAt: Date
}

function registrations(db: Handle) {
  return only<AccessTables>(db)
    .selectFrom('access.registration as r')
    .innerJoin('access.organisation as o', 'o.organisation', 'r.organisation')
    .select([
      'r.registration_id as id',
      'r.organisation',
      'o.name as organisationName',
      'o.roles as organisationRoles',
      'r.email',
      'r.name',
      'r.job_title as jobTitle',
      'r.state',
      'r.asked_at as askedAt',
    ])
}

/** Notes a wish for an account, its address not yet verified. Answers its id. */
export async function addRegistration(
  db: Handle,
  asked: { organisation: string; email: string; name: string; jobTitle: string },
): Promise<string> {
  const { id } = await only<AccessTables>(db)
    .insertInto('access.registration')
    .values({
      organisation: asked.organisation,
      email: asked.email,
      name: asked.name,
      job_title: asked.jobTitle,
      state: 'unverified',
    })
    .returning('registration_id as id')
    .executeTakeFirstOrThrow()
  return id
}

export async function registrationById(db: Handle, id: string): Promise<Registration | undefined> {
  return registrations(db).where('r.registration_id', '=', id).executeTakeFirst()
}

/** Who waits for a decision; without an organisation: everybody. */
export async function waitingRegistrations(
  db: Handle,
  organisation?: string,
): Promise<Registration[]> {
  let query = registrations(db).where('r.state', '=', 'waiting')
  if (organisation !== undefined) query = query.where('r.organisation', '=', organisation)
  return query.orderBy('r.asked_at').limit(200).execute()
}

/** The address is verified: from now on somebody decides. False where the same address waits already. */
export async function markVerified(db: Handle, id: string): Promise<boolean> {
  const changed = await only<AccessTables>(db)
    .updateTable('access.registration as r')
    .set({ state: 'waiting', verified_at: new Date() })
    .where('registration_id', '=', id)
    .where('state', '=', 'unverified')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('access.registration as other')
            .select(sql`1`.as('one'))
            .whereRef('other.email', '=', 'r.email')
            .where('other.state', '=', 'waiting'),
        ),
      ),
    )
    .returning('registration_id')
    .executeTakeFirst()
  return changed !== undefined
}

/** Decides once: false where somebody has decided already. */
export async function decideRegistration(
  db: Handle,
  id: string,
  decision: { state: 'approved' | 'refused'; by: string; reason: string | null },
): Promise<boolean> {
  const decided = await only<AccessTables>(db)
    .updateTable('access.registration')
    .set({
      state: decision.state,
      decided_at: new Date(),
      decided_by: decision.by,
      reason: decision.reason,
    })
    .where('registration_id', '=', id)
    .where('state', '=', 'waiting')
    .returning('registration_id')
    .executeTakeFirst()
  return decided !== undefined
}
