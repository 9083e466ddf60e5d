namespace MSPortal.Connectors.Core.Import;

/// <summary>An import for people and programs.</summary>
public sealed record ImportView(
    Guid Id,
    Guid IntegrationId,
    ImportState State,
    int Total,
    int Imported,
    int Updated,
    int Skipped,
    int Failed,
    string? Error,
    IReadOnlyList<ImportFailureView> Failures,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Whether the import has come to its end.</summary>
    public bool IsOver => State is ImportState.Finished or ImportState.Failed;

    internal static ImportView From(DeviceImport import, IReadOnlyList<ImportFailureView> failures) => new(
        import.Id.Value, import.IntegrationId.Value, import.State, import.Total, import.Imported, import.Updated, import.Skipped, import.Failed,
        import.ErrorMessage, failures, import.RequestedBy, import.CreatedAt, import.FinishedAt);
}

/// <summary>A staged device that was not imported.</summary>
public sealed record ImportFailureView(Guid StagedDeviceId, string Name, string Code, string Message, string Cure);
