using MSPortal.Connectors.Tests.Acceptance.Hosting;
using Npgsql;

namespace MSPortal.Connectors.Tests.Acceptance.Commands;

/// <summary>A host plans the removal of old history by itself, as it is configured.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task The_removal_of_old_history_is_planned_for_three_o_clock_in_utc()
    {
        await using var host = await BuiltHost.StartAsync(Engine.PostgreSql, null);
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);

        await using var command = source.CreateCommand("select field || '=' || value from hangfire.hash where key = 'recurring-job:trim-history' and field in ('Cron', 'TimeZoneId')");
        List<string> plan = [];
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            plan.Add(rows.GetString(0));

        Assert.Equal(["Cron=0 3 * * *", "TimeZoneId=UTC"], plan.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Retention__RunDays", "0", "Retention:RunDays is \"0\", which is no whole number from 1 to 3650.")]
    [InlineData("Retention__KeepRuns", "all", "Retention:KeepRuns is \"all\", which is no whole number from 1 to 1000.")]
    [InlineData("Jobs__LeaseSeconds", "1", "Jobs:LeaseSeconds is \"1\", which is no whole number from 2 to 3600.")]
    public async Task A_number_out_of_bounds_ends_the_start_with_a_plain_sentence(string name, string value, string sentence)
    {
        var data = Directory.CreateTempSubdirectory("msportal-test-").FullName;

        var (code, output) = await BuiltHost.RunAsync(new Dictionary<string, string> { ["DataDirectory"] = data, [name] = value });

        Assert.Equal(1, code);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }
}
