using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Benchmarks.Mapping;
using MSPortal.Connectors.Benchmarks.Matching;

return args switch
{
    ["match", var command, .. var rest] => MatchCommands.Run(command, rest),
    ["mapping", .. var rest] => await MappingCommand.RunAsync(rest),
    ["ingest", .. var rest] => await IngestCommand.RunAsync(rest),
    _ => MatchCommands.Usage() | MappingCommand.Usage() | IngestCommand.Usage(),
};
