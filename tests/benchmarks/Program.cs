using System.Globalization;
using MSPortal.Connectors.Benchmarks.Hosts;
using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Benchmarks.Mapping;
using MSPortal.Connectors.Benchmarks.Matching;
using MSPortal.Connectors.Benchmarks.Parsing;
using MSPortal.Connectors.Benchmarks.Plans;
using MSPortal.Connectors.Benchmarks.Queries;
using MSPortal.Connectors.Benchmarks.Sources;
using MSPortal.Connectors.Benchmarks.Sync;

return args switch
{
    ["match", var command, .. var rest] => MatchCommands.Run(command, rest),
    ["mapping", .. var rest] => await MappingCommand.RunAsync(rest),
    ["ingest", .. var rest] => await IngestCommand.RunAsync(rest),
    ["sync", .. var rest] => await SyncCommand.RunAsync(rest),
    ["queries", .. var rest] => await QueriesCommand.RunAsync(rest),
    ["plans", .. var rest] => await PlansCommand.RunAsync(rest),
    ["sources", .. var rest] => await SourcesCommand.RunAsync(rest),
    ["hosts", .. var rest] => await HostsCommand.RunAsync(rest),
    ["host", var server, var database, var devices] => await HostsCommand.WorkAsync(server, database, int.Parse(devices, CultureInfo.InvariantCulture)),
    ["parse"] => await ParseCommand.RunAsync(),
    ["vendor", var devices, var delay] => await VendorServer.ServeAsync(int.Parse(devices, CultureInfo.InvariantCulture), int.Parse(delay, CultureInfo.InvariantCulture)),
    _ => MatchCommands.Usage() | MappingCommand.Usage() | IngestCommand.Usage() | QueriesCommand.Usage() | PlansCommand.Usage() | SourcesCommand.Usage() | SyncCommand.Usage() | HostsCommand.Usage() | ParseCommand.Usage(),
};
