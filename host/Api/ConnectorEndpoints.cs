using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Host.Api;

internal static class ConnectorEndpoints
{
    public static void MapConnectors(this IEndpointRouteBuilder routes) => routes
        .MapGet("/connectors", ([AsParameters] PartQuery part, ConnectorCatalog catalog) => part.Of([.. catalog.Entries.Select(e => ConnectorResponse.From(e, catalog.Find(e.Id)))], c => [c.Id, c.Name, c.Vendor]))
        .WithTags("Connectors").WithName("ListConnectors").WithSummary("List connectors, broken ones with the reason");
}

internal sealed record ConnectorResponse(
    string Id,
    string Name,
    string? Vendor,
    string? Version,
    ConnectorStage? Stage,
    string? Description,
    ContainerType? Container,
    IReadOnlyList<SetupStepResponse> Setup,
    IReadOnlyList<ReadCall> ReadCalls,
    ConnectorStatus Status,
    string? Reason,
    string? Cure,
    string? Tier)
{
    public static ConnectorResponse From(ConnectorEntry entry, LoadedConnector? connector) => new(
        entry.Id,
        entry.Name,
        entry.Vendor,
        entry.Version,
        entry.Manifest?.Stage,
        entry.Manifest?.Description,
        entry.Manifest?.Container,
        [.. (connector?.Setup ?? []).Select(SetupStepResponse.From)],
        entry.Manifest?.ReadCalls ?? [],
        entry.Status,
        entry.FailureReason,
        entry.FailureCure,
        null);
}

internal sealed record SetupStepResponse(string Key, string Title, IReadOnlyList<string> Help, Uri? HelpLink, IReadOnlyList<SetupFieldResponse> Fields)
{
    public static SetupStepResponse From(SetupStep step) =>
        new(step.Key, step.Title, step.Help, step.HelpLink, [.. step.Fields.Select(SetupFieldResponse.From)]);
}

internal sealed record SetupFieldResponse(string Key, string Label, string Type, string? Help, bool IsOptional, IReadOnlyList<Choice>? Choices)
{
    public static SetupFieldResponse From(SetupField field) => new(
        field.Key,
        field.Label,
        field switch { SecretField => "secret", ChoiceField => "choice", _ => "text" },
        field.Help,
        field.IsOptional,
        (field as ChoiceField)?.Choices);
}
