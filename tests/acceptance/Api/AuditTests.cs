using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Whatever is refused for the lack of a permission stands in the audit log, and the log can be taken away and checked.</summary>
public sealed class AuditTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Each_endpoint_that_refuses_a_viewer_or_technician_leaves_an_entry(Engine engine)
    {
        await using var host = await BuiltHost.StartAsync(engine, null);
        using var owner = await host.ClientAsync();
        var described = await Described.ReadAsync(host);
        var said = new Dictionary<string, object?> { ["name"] = "x", ["answer"] = "keep", ["ids"] = new[] { Guid.NewGuid() }, ["apply"] = false };
        foreach (var role in new[] { "viewer", "technician" })
        {
            var token = (await owner.PostAsync("tokens", new { name = role, role })).Expect(HttpStatusCode.Created)["token"].GetString();
            using var client = new ApiClient(host.Address, token);
            HashSet<string> refused = [];
            foreach (var call in described.Calls)
            {
                // A body that no endpoint chokes on before it asks for the permission.
                var answer = await client.SendAsync(call.Method, Fill(call.Path), described.Saying(call, said));
                if (answer.Status == HttpStatusCode.Forbidden)
                    refused.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(call.Operation.GetProperty("operationId").GetString()!));
            }

            var entries = await owner.ListAsync($"audit?result=refused&who=token {role}&channel=api");
            Assert.Contains("list_audit", refused);
            Assert.Contains("create_company", refused);
            Assert.Contains("create_token", refused);
            Assert.Equal(refused.Order(), entries.Select(e => e.GetProperty("action").GetString()!).Distinct().Order());
            Assert.All(entries, e => Assert.Equal(("refused", "not_allowed", JsonValueKind.Null, JsonValueKind.Null), (e.GetProperty("result").GetString(), e.GetProperty("code").GetString(), e.GetProperty("before").ValueKind, e.GetProperty("after").ValueKind)));
        }

        var check = (await owner.GetAsync("audit/verify")).Expect(HttpStatusCode.OK);
        Assert.True(check["ok"].GetBoolean(), check.Text);
        Assert.Equal(check["entries"].GetInt64(), check["sealedUpTo"].GetInt64());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_log_is_filtered_exported_and_checked(Engine engine)
    {
        await using var host = await BuiltHost.StartAsync(engine, null);
        using var owner = await host.ClientAsync();
        foreach (var name in new[] { "=cmd()", "Acme, \"Inc\"" })
            (await owner.PostAsync("companies", new { name })).Expect(HttpStatusCode.Created);

        Assert.Equal(2, (await owner.ListAsync("audit?action=company&result=done&from=2020-01-01")).Count);
        Assert.Empty(await owner.ListAsync("audit?action=company&to=2020-01-01"));
        Assert.Single(await owner.ListAsync("audit?subject=Acme&text=acme"));
        Assert.Equal("invalid_value", (await owner.GetAsync("audit?channel=pigeon")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());
        Assert.Equal("invalid_value", (await owner.GetAsync("audit?from=yesterday")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());
        Assert.Equal("invalid_value", (await owner.GetAsync("audit?format=pdf")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());

        var csv = (await owner.GetAsync("audit?action=company&format=csv")).Text;
        Assert.StartsWith("Number,At,", csv, StringComparison.Ordinal);
        Assert.Contains(",'=cmd(),", csv, StringComparison.Ordinal);
        Assert.Contains("\"Acme, \"\"Inc\"\"\"", csv, StringComparison.Ordinal);
        var lines = (await owner.GetAsync("audit?action=company&format=jsonl")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["=cmd()", "Acme, \"Inc\""], lines.Select(l => JsonElement.Parse(l).GetProperty("subjectName").GetString()));

        var (code, output) = await host.RunAsync("audit", "verify");
        Assert.True(code == 0 && output.Contains("sealed up to", StringComparison.Ordinal), output);
        var (renewed, said) = await host.RunAsync("audit", "new-key");
        Assert.True(renewed == 0, said);
        (await owner.PostAsync("companies", new { name = "Later" })).Expect(HttpStatusCode.Created);
        Assert.True((await owner.GetAsync("audit/verify"))["ok"].GetBoolean());
    }

    [Fact]
    public async Task A_refused_sign_in_is_noted_once_with_its_count()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);
        using var owner = await host.ClientAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        var page = await http.GetStringAsync("sign-in", TestContext.Current.CancellationToken);
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        foreach (var email in new[] { BuiltHost.AdminEmail, BuiltHost.AdminEmail, "nobody@example.com" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = email, ["password"] = "wrong-secret-word", ["__RequestVerificationToken"] = token });
            using var answer = await http.PostAsync("account/sign-in", form, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        var entry = Assert.Single(await owner.ListAsync("audit?action=sign_in"));
        Assert.Equal((BuiltHost.AdminEmail, "wrong_password", 2, "ui"), (entry.GetProperty("actor").GetString(), entry.GetProperty("code").GetString(), entry.GetProperty("count").GetInt32(), entry.GetProperty("through").GetString()));
        Assert.DoesNotContain("wrong-secret-word", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_are_listed_and_answered_over_the_api()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);
        using var owner = await host.ClientAsync();

        var list = (await owner.GetAsync("decisions?filter=all")).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 0, 0), (list["total"].GetInt32(), list["open"].GetInt32(), list["snoozed"].GetInt32()));
        Assert.Equal("invalid_value", (await owner.GetAsync("decisions?filter=some")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());
        Assert.Equal("decision_gone", (await owner.PostAsync($"decisions/{Guid.NewGuid()}", new { answer = "keep" })).Expect(HttpStatusCode.Conflict)["code"].GetString());
        var bulk = (await owner.PostAsync("decisions", new { ids = new[] { Guid.NewGuid() }, answer = "recommended" })).Expect(HttpStatusCode.OK);
        Assert.Equal((0, "decision_gone"), (bulk["done"].GetInt32(), bulk["results"][0].GetProperty("code").GetString()));
        Assert.Equal("invalid_value", (await owner.PostAsync("decisions", new { ids = Array.Empty<Guid>(), answer = "keep" })).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());
    }

    // "companies/{id}" with an id that nobody has.
    private static string Fill(string path) => System.Text.RegularExpressions.Regex.Replace(path, "{[^}]+}", Guid.NewGuid().ToString());
}
