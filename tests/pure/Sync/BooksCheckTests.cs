using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;

namespace MSPortal.Connectors.Tests.Pure.Sync;

public sealed class BooksCheckTests
{
    private static readonly BookPlace Mac = new("acme", "mac");
    private static readonly BookPlace Phone = new("acme", "phone");
    private static readonly BookPlace Elsewhere = new("other", "mac");

    [Fact]
    public void Books_in_which_each_record_is_accounted_for_balance()
    {
        var books = Books();

        Assert.Empty(BooksCheck.Problems(books, books.Total(), isOver: true));
        Assert.Equal(new SyncCounters(6, 1, 0, 4, 0, 0, 1, 0), books.Total());
        Assert.Equal(new SyncCounters(5, 1, 0, 3, 0, 0, 1, 0), books.By(p => p.Container)["acme"]);
        Assert.Equal(new SyncCounters(5, 1, 0, 4, 0, 0, 0, 0), books.By(p => p.Type)["mac"]);
    }

    [Fact]
    public void A_record_that_is_not_accounted_for_is_named_by_container_and_type()
    {
        var books = Books();
        books.Receive(Phone);

        Assert.Equal(
            ["Of the container \"acme\" 6 records came, but 5 are accounted for.", "Of the type \"phone\" 2 records came, but 1 are accounted for."],
            BooksCheck.Problems(books, books.Total(), isOver: false));
    }

    [Fact]
    public void A_record_that_is_accounted_for_twice_is_found_too()
    {
        var books = Books();
        books.Count(Elsewhere, RecordOutcome.Updated);

        Assert.Equal(2, BooksCheck.Problems(books, books.Total(), isOver: false).Count);
    }

    [Fact]
    public void Errors_that_make_up_for_each_other_in_the_sum_are_found()
    {
        var books = Books();
        books.Receive(Elsewhere);
        books.Count(Mac, RecordOutcome.Updated);

        Assert.True(books.Total().Balances);
        Assert.Equal(2, BooksCheck.Problems(books, books.Total(), isOver: true).Count);
    }

    [Fact]
    public void Counters_of_a_run_that_say_something_else_are_found_once_it_is_over()
    {
        var books = Books();
        var counters = books.Total() with { Created = 0, Updated = 1 };

        Assert.Equal(2, BooksCheck.Problems(books, counters, isOver: true).Count);
        Assert.Empty(BooksCheck.Problems(books, counters, isOver: false));
    }

    [Fact]
    public void Counters_without_books_are_checked_by_themselves()
    {
        Assert.Empty(BooksCheck.Problems(null, new SyncCounters(2, 1, 1, 0, 0, 0, 0, 0), isOver: true));
        Assert.Equal(
            ["The run received 3 records, but 2 are accounted for."],
            BooksCheck.Problems(null, new SyncCounters(3, 1, 1, 0, 0, 0, 0, 0), isOver: true));
    }

    [Fact]
    public void Of_many_problems_a_few_are_told()
    {
        Assert.Equal("1 2 3 And 2 more.", BooksCheck.Sentences(["1", "2", "3", "4", "5"]));
        Assert.Equal("1 2", BooksCheck.Sentences(["1", "2"]));
    }

    private static RunBooks Books()
    {
        var books = new RunBooks();
        books.Receive(Mac, 4);
        books.Count(Mac, RecordOutcome.Created);
        books.Count(Mac, RecordOutcome.Unchanged, 3);
        books.Receive(Phone);
        books.Count(Phone, RecordOutcome.Rejected);
        books.Receive(Elsewhere);
        books.Count(Elsewhere, RecordOutcome.Unchanged);
        return books;
    }
}
