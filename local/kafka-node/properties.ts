/** Variables that are the image's own and no property. */
const others = /^KAFKA_(HEAP_OPTS|JVM_PERFORMANCE_OPTS|OPTS|HOME|VERSION)$/;

/**
 * `server.properties` from variables: `KAFKA_NODE_ID=1` is `node.id=1`. Listeners without a host are bound to loopback:
 * on one machine nobody outside of it may reach them.
 */
export function propertiesFrom(env: Readonly<Record<string, string | undefined>>, data: string): string {
  const given = Object.entries(env).filter(([name]) => name.startsWith("KAFKA_") && !others.test(name));
  const properties = given.map(([name, value = ""]): [string, string] => {
    const property = name.slice("KAFKA_".length).toLowerCase().replaceAll("_", ".");
    return [property, property === "listeners" ? value.replaceAll("://:", "://127.0.0.1:") : value];
  });
  return [...properties, ["log.dirs", data]].map(([name, value]) => `${name}=${value}\n`).join("");
}

/** log4j2: what goes wrong, on stdout, where the task's log driver reads it. */
export const logSettings = `status=ERROR
appender.c.type=Console
appender.c.name=C
appender.c.layout.type=PatternLayout
appender.c.layout.pattern=%d %p %c{1} %m%n
rootLogger.level=WARN
rootLogger.appenderRef.c.ref=C
`;
