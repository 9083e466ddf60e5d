using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;

namespace MSPortal.Connectors.Tests.Pure.Sync;

public sealed class PageNotesTests
{
    [Fact]
    public void What_is_written_is_read_again_by_the_names_of_the_pages_before()
    {
        List<string> written = [], read = [];
        var first = Notes(received: 3);
        var second = Notes(received: 3);
        second.Books.Receive(new BookPlace("late", "box"));

        Assert.True(PageNotes.Read(first.Write(written), read).Books.SameAs(first.Books));
        var again = PageNotes.Read(second.Write(written), read);

        Assert.True(again.Books.SameAs(second.Books));
        Assert.Equal([2, 7, 1_000], again.Seen);
        Assert.Equal([5UL], again.Others);
        Assert.Equal(1, again.Unnamed);
        Assert.Equal(written, read);
    }

    [Fact]
    public void Notes_of_earlier_versions_did_not_count_apart_what_came()
    {
        var bytes = Notes(received: 0).Write([]);

        // What earlier versions wrote ends before the count of places, which is none here.
        var books = PageNotes.Read(bytes[..^1], []).Books;

        Assert.Equal(3, books.Received[new BookPlace("a", "box")]);
        Assert.True(books.Total().Balances);

        // Twin: the same notes of this version say that nothing came.
        Assert.Empty(PageNotes.Read(bytes, []).Books.Received);
    }

    private static PageNotes Notes(int received)
    {
        var notes = new PageNotes { Unnamed = 1 };
        notes.Seen.AddRange([7, 2, 1_000]);
        notes.Others.Add(5);
        notes.Books.Count(new BookPlace("a", "box"), RecordOutcome.Unchanged, 2);
        notes.Books.Count(new BookPlace("a", "box"), RecordOutcome.Updated);
        if (received > 0)
            notes.Books.Receive(new BookPlace("a", "box"), received);
        return notes;
    }
}
