using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class DevicePagingTests
{
    private readonly StubAddigy _addigy = new();

    [Fact]
    public async Task Reads_all_pages_and_tells_the_total()
    {
        Fleet(245);

        var pages = await _addigy.ReadAsync("devices");

        Assert.Equal([100, 100, 45], pages.Select(page => page.Records.Count));
        Assert.All(pages, page => Assert.Equal((245, Completeness.Complete), (page.ExpectedTotal, page.Completeness)));
        Assert.Null(pages[^1].NextCursor);
        Assert.Equal([1, 2, 3], _addigy.Requests.Select(asked => asked.PageNumber));
    }

    [Fact]
    public async Task Asks_for_100_a_page_in_a_stable_order_with_the_facts_it_needs_and_without_any_filter()
    {
        await _addigy.ReadAsync("devices");

        var question = System.Text.Json.JsonDocument.Parse(_addigy.Requests[0].Body).RootElement;
        Assert.Equal(
            ["desired_fact_identifiers", "page", "per_page", "sort_direction", "sort_field"],
            question.EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal(
            (100, "serial_number", "asc"),
            (question.GetProperty("per_page").GetInt32(), question.GetProperty("sort_field").GetString(), question.GetProperty("sort_direction").GetString()));
    }

    [Fact]
    public async Task Goes_on_at_any_cursor_as_if_it_had_read_all_along()
    {
        Fleet(345);
        var pages = await _addigy.ReadAsync("devices");

        for (var i = 0; i < 3; i++)
        {
            var rest = await _addigy.ReadAsync("devices", pages[i].NextCursor);

            Assert.Equal(
                pages.Skip(i + 1).SelectMany(page => page.Records).Select(record => record.ExternalId),
                rest.SelectMany(page => page.Records).Select(record => record.ExternalId));
        }
    }

    [Fact]
    public async Task Goes_on_at_a_bare_page_number()
    {
        Fleet(245);

        Assert.Equal(45, Assert.Single(await _addigy.ReadAsync("devices", "3")).Records.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("20001")]
    [InlineData("99999999999")]
    [InlineData("two")]
    [InlineData("2;")]
    [InlineData("2;3")]
    [InlineData("2;3;x")]
    [InlineData("2;3;200;other")]
    public async Task Refuses_a_cursor_it_never_gave(string cursor)
    {
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _addigy.ReadAsync("devices", cursor));
        Assert.Empty(_addigy.Requests);
    }

    [Theory]
    [InlineData("""{ "items": null, "metadata": { "page": 1, "page_count": 0, "per_page": 100, "total": 0 } }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 1, "page_count": 1, "per_page": 100, "total": 0 } }""")]
    [InlineData("""{ "items": null, "metadata": { "page": 1 } }""")]
    [InlineData("""{ "items": [], "metadata": { "total": 0 } }""")]
    [InlineData("""{ "metadata": { "page": 1, "total": 0 } }""")]
    public async Task An_empty_fleet_is_one_empty_complete_page(string body)
    {
        _addigy.On("devices", body);

        var page = Assert.Single(await _addigy.ReadAsync("devices"));

        Assert.Equal((0, 0, null, Completeness.Complete), (page.Records.Count, page.ExpectedTotal, page.NextCursor, page.Completeness));
    }

    [Theory]
    [InlineData("""{ "items": null, "metadata": {} }""")]
    [InlineData("""{ "items": [], "metadata": { "per_page": 100 } }""")]
    public async Task That_nothing_is_said_of_devices_proves_nothing(string body)
    {
        _addigy.On("devices", body);

        Assert.Equal(Completeness.Incomplete, Assert.Single(await _addigy.ReadAsync("devices")).Completeness);
    }

    [Theory]
    [InlineData("""{ "items": [] }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 1, "page_count": "x", "total": "y" } }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 1, "total": 99999999999999999999999 } }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 1, "total": {} } }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 7, "page_count": 9, "total": 0 } }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 1, "page_count": 9, "total": 0 } }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }] }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }], "metadata": null }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }], "metadata": { "page": 1, "page_count": 1 } }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }], "metadata": { "page": 1, "total": 1 } }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }], "metadata": { "page_count": 1, "total": 1 } }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }], "metadata": { "page": 1, "page_count": 1, "total": -1 } }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }], "metadata": { "page": 1, "page_count": "many", "total": 1 } }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 1, "page_count": 3, "per_page": 100, "total": 245 } }""")]
    [InlineData("""{ "items": null, "metadata": { "page": 1, "page_count": 1, "per_page": 100, "total": 45 } }""")]
    [InlineData("""{ "items": [{ "agentid": "a1", "facts": {} }], "metadata": { "page": 1, "page_count": 300000, "total": 30000000 } }""")]
    public async Task A_first_page_that_makes_no_sense_is_an_error(string body)
    {
        _addigy.On("devices", body);

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _addigy.ReadAsync("devices"));

        Assert.Equal("answer_unexpected", e.Code);
    }

    [Fact]
    public async Task Numbers_written_as_text_are_understood()
    {
        _addigy.On("devices", """{ "items": [{ "agentid": "a1" }], "metadata": { "page": "1", "page_count": "1", "per_page": "100", "total": "1" } }""");

        Assert.Equal(1, Assert.Single(await _addigy.ReadAsync("devices")).ExpectedTotal);
    }

    [Fact]
    public async Task More_pages_are_on_their_way_after_each_answer_but_never_more_than_four_nor_any_that_is_not_there()
    {
        _addigy.On("devices", asked => StubAddigy.Answer(StubAddigy.Page([StubAddigy.Device($"a{asked.PageNumber}")], asked.PageNumber, pageCount: 10, total: 10)));
        List<int> askedSoFar = [];

        await foreach (var page in _addigy.Connect().Sources.Single(s => s.Key == "devices").ReadAsync(new ReadRequest(null), TestContext.Current.CancellationToken))
            askedSoFar.Add(_addigy.Requests.Count);

        Assert.Equal([2, 4, 6, 8, 9, 10, 10, 10, 10, 10], askedSoFar);
        Assert.Equal(Enumerable.Range(1, 10), _addigy.Requests.Select(r => r.PageNumber));
    }

    [Fact]
    public async Task A_server_that_repeats_its_first_page_is_noticed()
    {
        _addigy.On("devices", StubAddigy.Page([StubAddigy.Device("a1")], page: 1, pageCount: 3, total: 245));

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _addigy.ReadAsync("devices"));

        Assert.Contains("page 1 when page 2 was asked for", e.Message);
        Assert.Equal(2, _addigy.Requests.Count);
    }

    [Fact]
    public async Task An_empty_page_in_the_middle_stops_the_read()
    {
        _addigy.On("devices", asked => StubAddigy.Answer(StubAddigy.Page(asked.PageNumber == 2 ? [] : Devices(asked.PageNumber, 100), asked.PageNumber, 3, 245)));

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _addigy.ReadAsync("devices"));
    }

    [Fact]
    public async Task A_number_of_pages_that_grows_for_ever_ends_in_an_error()
    {
        _addigy.On("devices", asked => StubAddigy.Answer(StubAddigy.Page([StubAddigy.Device($"a{asked.PageNumber}")], asked.PageNumber, asked.PageNumber + 1, 100 * (asked.PageNumber + 1))));

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _addigy.ReadAsync("devices"));
        Assert.InRange(_addigy.Requests.Count, 2, 30);
    }

    [Fact]
    public async Task A_read_is_incomplete_when_a_device_went_away_meanwhile_because_another_may_have_slipped_by()
    {
        _addigy.On("devices", asked => StubAddigy.Answer(StubAddigy.Page(
            Devices(asked.PageNumber, asked.PageNumber == 3 ? 44 : 100), asked.PageNumber, 3, asked.PageNumber == 1 ? 245 : 244)));

        var pages = await _addigy.ReadAsync("devices");

        Assert.Equal(
            [Completeness.Complete, Completeness.Incomplete, Completeness.Incomplete],
            pages.Select(page => page.Completeness));
        Assert.Equal(Completeness.Incomplete, (await _addigy.ReadAsync("devices", pages[1].NextCursor))[^1].Completeness);
    }

    [Fact]
    public async Task A_read_goes_on_being_complete_when_a_device_was_added_meanwhile()
    {
        _addigy.On("devices", asked => StubAddigy.Answer(StubAddigy.Page(
            Devices(asked.PageNumber, asked.PageNumber == 3 ? 46 : 100), asked.PageNumber, 3, asked.PageNumber == 1 ? 245 : 246)));

        var pages = await _addigy.ReadAsync("devices");

        Assert.Equal((Completeness.Complete, 246), (pages[^1].Completeness, pages[^1].ExpectedTotal));
    }

    [Fact]
    public async Task A_fleet_that_shrank_below_the_page_asked_for_ends_incomplete()
    {
        _addigy.On("devices", asked => StubAddigy.Answer(asked.PageNumber == 1
            ? StubAddigy.Page(Devices(1, 100), 1, 2, 101)
            : StubAddigy.Page([], 2, 1, 100)));

        var pages = await _addigy.ReadAsync("devices");

        Assert.Equal((2, Completeness.Incomplete, null), (pages.Count, pages[^1].Completeness, pages[^1].NextCursor));
    }

    [Fact]
    public async Task A_last_page_with_less_than_the_total_is_incomplete()
    {
        _addigy.On("devices", StubAddigy.Page(Devices(1, 100), 1, 1, 245));

        Assert.Equal(Completeness.Incomplete, Assert.Single(await _addigy.ReadAsync("devices")).Completeness);
    }

    [Fact]
    public async Task A_server_with_smaller_pages_than_asked_for_is_read_to_its_last_page()
    {
        _addigy.On("devices", asked => StubAddigy.Answer(StubAddigy.Page(Devices(asked.PageNumber, 50), asked.PageNumber, 5, 250)
            .Replace("\"per_page\": 100", "\"per_page\": 50", StringComparison.Ordinal)));

        var pages = await _addigy.ReadAsync("devices");

        Assert.Equal((5, Completeness.Complete), (pages.Count, pages[^1].Completeness));
    }

    private void Fleet(int total) =>
        _addigy.On("devices", asked => StubAddigy.Answer(StubAddigy.Page(
            Devices(asked.PageNumber, Math.Min(100, total - ((asked.PageNumber - 1) * 100))), asked.PageNumber, (total + 99) / 100, total)));

    private static string[] Devices(int page, int count) =>
        [.. Enumerable.Range(0, count).Select(n => StubAddigy.Device($"a{page}-{n}"))];
}
