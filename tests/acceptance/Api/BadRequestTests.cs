using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Requests to map that can't be read are refused, and say what is wrong with them.</summary>
public sealed class BadRequestTests
{
    [Fact]
    public async Task A_mapping_that_can_not_be_read_is_refused_and_names_the_field()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 3, Devices = 5 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        var container = (await api.ListAsync($"{flow.Path}/containers"))[0].GetProperty("id").GetString();
        var mapping = $"{flow.Path}/containers/{container}/mapping";

        await ExpectAsync("{}", HttpStatusCode.UnprocessableEntity, "invalid_value", "companyId");
        await ExpectAsync("""{ "companyId": null }""", HttpStatusCode.UnprocessableEntity, "invalid_value", "companyId");
        await ExpectAsync("""{ "companyId": "not-an-id" }""", HttpStatusCode.BadRequest, "bad_request", "companyId");
        await ExpectAsync("""{ "companyId": 7 }""", HttpStatusCode.BadRequest, "bad_request", "companyId");
        await ExpectAsync("""{ "skip": "perhaps" }""", HttpStatusCode.BadRequest, "bad_request", "skip");
        await ExpectAsync("""{ "company": "x" }""", HttpStatusCode.BadRequest, "unknown_member", "company");
        await ExpectAsync("{", HttpStatusCode.BadRequest, "bad_request", null);
        await ExpectAsync("companyId=7", HttpStatusCode.UnsupportedMediaType, "wrong_content_type", null, "application/x-www-form-urlencoded");
        await ExpectAsync("""{ "skip": true }""", HttpStatusCode.UnsupportedMediaType, "wrong_content_type", null, "text/plain");
        Assert.Equal("unmapped", (await api.ListAsync($"{flow.Path}/containers?filter=unmapped")).Any(c => c.GetProperty("id").GetString() == container) ? "unmapped" : "changed");

        // Nothing is there, or something that takes other methods.
        Assert.Equal("not_found", (await api.GetAsync("nothing")).Expect(HttpStatusCode.NotFound)["code"].GetString());
        Assert.Equal("not_found", (await api.PostAsync("integrations/no-id/containers")).Expect(HttpStatusCode.NotFound)["code"].GetString());
        foreach (var (path, methods) in ((string, string)[])[("companies", "GET or POST"), (mapping, "DELETE or PUT"), ("why", "GET")])
        {
            var answer = (await api.PatchAsync(path, new { })).Expect(HttpStatusCode.MethodNotAllowed);
            Assert.Equal("method_not_allowed", answer["code"].GetString());
            Assert.StartsWith($"Use {methods};", answer["cure"].GetString(), StringComparison.Ordinal);
        }

        async Task ExpectAsync(string body, HttpStatusCode status, string code, string? field, string type = "application/json")
        {
            using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
            var answer = (await api.PutAsync(mapping, content)).Expect(status);
            Assert.Equal(code, answer["code"].GetString());
            if (field is not null)
                Assert.StartsWith($"{field}: ", answer["detail"].GetString(), StringComparison.Ordinal);
        }
    }
}
