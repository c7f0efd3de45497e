export { linkPeople } from './linked-people.ts'
export { putRecords, type TestRecord } from './source-records.ts'
export { testDatabase } from './test-database.ts'
export { testHome } from './test-home.ts'
