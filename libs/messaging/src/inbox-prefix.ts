/** Prefix of the inboxes of one service; its user may listen to these only. */
export const inboxPrefixOf = (user: string): string => `_INBOX_${user.replace(/[^A-Za-z0-9-]/g, '_')}`;
