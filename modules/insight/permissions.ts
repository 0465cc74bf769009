/** What an owner may do, by kind of thing. Source: QuickSight user guide, "Ownership of assets". */
const ownerActions = {
  DataSource: ["Describe#", "Describe#Permissions", "Pass#", "Update#", "Delete#", "Update#Permissions"],
  DataSet: [
    "Describe#",
    "Describe#Permissions",
    "Pass#",
    "DescribeIngestion",
    "ListIngestions",
    "Update#",
    "Delete#",
    "CreateIngestion",
    "CancelIngestion",
    "Update#Permissions",
  ],
  Dashboard: [
    "Describe#",
    "List#Versions",
    "Update#Permissions",
    "Query#",
    "Update#",
    "Delete#",
    "Describe#Permissions",
    "Update#PublishedVersion",
  ],
} as const;

/** Every action of an owner: QuickSight takes the whole set or none of it. */
export const may = (kind: keyof typeof ownerActions): string[] =>
  ownerActions[kind].map((action) => `quicksight:${action.replace("#", kind)}`);
