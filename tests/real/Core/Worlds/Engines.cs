using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>Both database engines: every test of the core runs on each.</summary>
public sealed class Engines : TheoryData<DatabaseEngine>
{
    public Engines() => AddRange(DatabaseEngine.Sqlite, DatabaseEngine.PostgreSql);
}
