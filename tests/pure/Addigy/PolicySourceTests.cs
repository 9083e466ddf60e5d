using System.Text;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Policies;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class PolicySourceTests
{
    private readonly StubAddigy _addigy = new();

    [Fact]
    public async Task Reads_all_policies_at_once_with_an_empty_question()
    {
        var page = await ReadAsync("""
            [
              { "policyId": "p1", "orgid": "o", "name": "Contoso", "parent": null, "creation_time": 1635863715.0 },
              { "policyId": "p2", "orgid": "o", "name": "Berlin", "parent": "p1" }
            ]
            """);

        Assert.Equal([new ContainerRecord("p1", "Contoso", null), new ContainerRecord("p2", "Berlin", "p1")], page.Records);
        Assert.Equal((null, Completeness.Complete), (page.NextCursor, page.Completeness));
        Assert.Equal(("POST", "{}"), (_addigy.Requests[0].Method, _addigy.Requests[0].Body));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("\"p1\"")]
    public async Task Takes_an_empty_parent_or_itself_as_the_top(string parent)
    {
        var page = await ReadAsync($$"""[{ "policyId": "p1", "name": "A", "parent": {{parent}} }]""");

        Assert.Equal([new ContainerRecord("p1", "A", null)], page.Records);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("""{ "id": "p0" }""")]
    [InlineData("[]")]
    public async Task Rejects_a_policy_whose_parent_cannot_be_read(string parent)
    {
        var page = await ReadAsync($$"""[{ "policyId": "p1", "name": "A", "parent": {{parent}} }, { "policyId": "p2", "name": "B" }]""");

        Assert.Equal([new ContainerRecord("p2", "B", null)], page.Records);
        Assert.Equal([new RejectedRecord("p1", "The policy's parent can't be read.")], page.Rejected);
    }

    [Theory]
    [InlineData("""{ "policyId": "p1" }""", "p1")]
    [InlineData("""{ "policyId": "p1", "name": " " }""", "p1")]
    [InlineData("""{ "policyId": "p1", "name": 7 }""", "p1")]
    [InlineData("""{ "policyId": "p1", "name": " A " }""", "A")]
    [InlineData("""{ "policyId": "p1", "name": "Anna\\u2019s" }""", "Anna\u2019s")]
    public async Task Names_a_policy_by_its_id_when_it_has_no_name(string policy, string name) =>
        Assert.Equal([new ContainerRecord("p1", name, null)], (await ReadAsync($"[{policy}]")).Records);

    [Theory]
    [InlineData("""{ "name": "A" }""")]
    [InlineData("""{ "policyId": null }""")]
    [InlineData("""{ "policyId": " " }""")]
    [InlineData("""{ "policyId": 5 }""")]
    [InlineData("\"p9\"")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Rejects_a_policy_without_an_id_and_goes_on(string policy)
    {
        var page = await ReadAsync($$"""[{{policy}}, { "policyId": "p1", "name": "A" }]""");

        Assert.Equal([new ContainerRecord("p1", "A", null)], page.Records);
        Assert.Equal([new RejectedRecord(null, "The policy has no policyId.")], page.Rejected);
    }

    [Fact]
    public async Task Rejects_an_id_that_is_too_long()
    {
        var page = await ReadAsync($$"""[{ "policyId": "{{new string('x', 201)}}" }]""");

        Assert.Empty(page.Records);
        Assert.Single(page.Rejected);
    }

    [Fact]
    public async Task Keeps_the_first_of_two_policies_with_one_id()
    {
        var page = await ReadAsync("""[{ "policyId": "p1", "name": "First" }, { "policyId": "p1", "name": "Second" }]""");

        Assert.Equal([new ContainerRecord("p1", "First", null)], page.Records);
    }

    [Theory]
    [InlineData("""{ "items": [{ "policyId": "p1", "name": "A" }] }""", Completeness.Complete)]
    [InlineData("""{ "metadata": { "page": 1, "page_count": 1, "total": 1 }, "items": [{ "policyId": "p1", "name": "A" }] }""", Completeness.Complete)]
    [InlineData("""{ "items": [{ "policyId": "p1", "name": "A" }], "metadata": { "page": 1, "page_count": 2, "total": 3 } }""", Completeness.Incomplete)]
    public async Task Understands_an_envelope_and_never_takes_its_first_page_for_all(string body, Completeness completeness)
    {
        var page = await ReadAsync(body);

        Assert.Equal([new ContainerRecord("p1", "A", null)], page.Records);
        Assert.Equal(completeness, page.Completeness);
    }

    private const string WithSecret = """
        [{ "policyId": "p1", "name": "A", "orgid": "o",
           "addigy_sync": { "services": { "okta": { "api_key": "okta-secret" } } },
           "api_key": "okta-secret", "instructions": ["okta-secret"] },
         { "okta-secret": "okta-secret" }, "okta-secret"
        """;

    [Fact]
    public void Never_reads_the_secret_that_a_policy_can_hold()
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(WithSecret + "]"));
        reader.Read();

        var list = PolicyList.Parse(ref reader);

        Assert.Equal(["HasBadParent", "Id", "Name", "OrganizationId", "ParentId"], typeof(AddigyPolicy).GetProperties().Select(property => property.Name).Order());
        Assert.Equal(3, list.Policies.Count);
        Assert.DoesNotContain("okta-secret", string.Join(';', list.Policies));
    }

    [Theory]
    [InlineData("")]
    [InlineData("]")]
    [InlineData("}")]
    public async Task Never_shows_the_secret_in_pages_or_errors(string end)
    {
        _addigy.On("oa/policies/query", WithSecret + end);

        var seen = "";
        try
        {
            seen = string.Join(';', (await _addigy.ReadAsync("policies")).SelectMany(page => page.Records.Cast<object>().Concat(page.Rejected)));
        }
        catch (ConnectorException e)
        {
            seen = e + e.Cure;
        }

        Assert.NotEmpty(seen);
        Assert.DoesNotContain("okta-secret", seen);
    }

    private async Task<SourcePage> ReadAsync(string body)
    {
        _addigy.On("oa/policies/query", body);
        return Assert.Single(await _addigy.ReadAsync("policies"));
    }
}
