using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Tests.Pure.Storage;

public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData(null, DatabaseEngine.Sqlite)]
    [InlineData("  ", DatabaseEngine.Sqlite)]
    [InlineData("Data Source=/data/x.db", DatabaseEngine.Sqlite)]
    [InlineData("data source=x.db;Cache=Shared", DatabaseEngine.Sqlite)]
    [InlineData("Host=db;Database=msportal;Username=app", DatabaseEngine.PostgreSql)]
    public void Tells_the_engine_from_the_connection_string(string? text, DatabaseEngine engine) =>
        Assert.Equal(engine, DatabaseOptions.From(text, "/data").Engine);

    [Fact]
    public void Puts_the_file_into_the_data_directory() =>
        Assert.Equal($"Data Source={Path.Combine("/data", "msportal.db")}", DatabaseOptions.From(null, "/data").ConnectionString);
}
