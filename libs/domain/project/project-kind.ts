/** What a project raises, grows or makes. */
export const projectKinds = ['livestock', 'crop', 'forestry', 'aquaculture', 'craft', 'service', 'other'] as const
export type ProjectKind = (typeof projectKinds)[number]
