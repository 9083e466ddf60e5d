using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Sdk.Facts;

/// <summary>Turns the records of one source into facts.</summary>
/// <remarks>
/// Called for each record of each run, on any thread. A pure function: no I/O, no clock, no state. A fact that is not
/// returned counts as absent. If it throws, the record is rejected and the run goes on.
/// </remarks>
public interface IFactMapper
{
    /// <summary>Key of the source whose records it maps.</summary>
    string SourceKey { get; }

    /// <summary>The facts of one record, each key at most once.</summary>
    IEnumerable<Fact> Map(DeviceRecord record);
}
