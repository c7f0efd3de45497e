/** View: search, a person's details and services. What the practitioner sees of the index. */

export { createView, type ViewModule, type ViewSettings } from './view.module.ts'
export { detailsPath, servicesPath, viewPaths } from './view.paths.ts'
export { type ViewPermission, viewPermissions } from './view.permissions.ts'
