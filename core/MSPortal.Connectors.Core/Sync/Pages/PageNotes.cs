using System.Text;
using MSPortal.Connectors.Core.Sync.Books;

namespace MSPortal.Connectors.Core.Sync.Pages;

/// <summary>
/// What a page did, in a few bytes: how many records of which container and type became what, and which staged devices were
/// seen. A fleet in which nothing changed leaves nothing else behind.
/// </summary>
internal sealed class PageNotes
{
    private const byte Version = 1;

    /// <summary>How many records came, and how many became what.</summary>
    public RunBooks Books { get; } = new();

    /// <summary>Numbers of the staged devices that were seen.</summary>
    public List<int> Seen { get; } = [];

    /// <summary>Keys of the other records that were seen, see <see cref="SeenRecords"/>.</summary>
    public List<ulong> Others { get; } = [];

    /// <summary>Rejected devices that the connector could not even name.</summary>
    public int Unnamed { get; set; }

    /// <summary>Writes the notes.</summary>
    /// <param name="names">Containers and types that earlier pages of the run named; this page's are added.</param>
    public byte[] Write(List<string> names)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);

        var numbers = names.Select((name, number) => (name, number)).ToDictionary(x => x.name, x => x.number, StringComparer.Ordinal);
        var places = Books.Lines.Keys.Select(l => l.Place).Concat(Books.Received.Keys);
        List<string> added = [.. places.SelectMany(p => (string[])[p.Container, p.Type]).Distinct(StringComparer.Ordinal).Where(name => !numbers.ContainsKey(name))];
        writer.Write7BitEncodedInt(added.Count);
        foreach (var name in added)
        {
            numbers.Add(name, names.Count);
            names.Add(name);
            writer.Write(name);
        }

        writer.Write7BitEncodedInt(Books.Lines.Count);
        foreach (var (line, count) in Books.Lines)
        {
            writer.Write7BitEncodedInt(numbers[line.Place.Container]);
            writer.Write7BitEncodedInt(numbers[line.Place.Type]);
            writer.Write((byte)line.Outcome);
            writer.Write7BitEncodedInt(count);
        }

        WriteSeen(writer);
        writer.Write7BitEncodedInt(Others.Count);
        foreach (var other in Others)
            writer.Write(other);
        writer.Write7BitEncodedInt(Unnamed);

        // Hosts of earlier versions read up to here; what follows, they leave.
        writer.Write7BitEncodedInt(Books.Received.Count);
        foreach (var (place, count) in Books.Received)
        {
            writer.Write7BitEncodedInt(numbers[place.Container]);
            writer.Write7BitEncodedInt(numbers[place.Type]);
            writer.Write7BitEncodedInt(count);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="names">Containers and types that earlier pages of the run named; this page's are added.</param>
    public static PageNotes Read(byte[] notes, List<string> names)
    {
        using var reader = new BinaryReader(new MemoryStream(notes), Encoding.UTF8);
        if (reader.ReadByte() is var version and not Version)
            throw new InvalidDataException($"A page of a run was written by another version ({version}).");

        var read = new PageNotes();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            names.Add(reader.ReadString());
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var place = new BookPlace(names[reader.Read7BitEncodedInt()], names[reader.Read7BitEncodedInt()]);
            read.Books.Count(place, (RecordOutcome)reader.ReadByte(), reader.Read7BitEncodedInt());
        }

        var last = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            read.Seen.Add(last += reader.Read7BitEncodedInt());
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            read.Others.Add(reader.ReadUInt64());
        read.Unnamed = reader.Read7BitEncodedInt();
        read.ReadReceived(reader, names);
        return read;
    }

    // Earlier versions did not count what came on its own: it is what is accounted for.
    private void ReadReceived(BinaryReader reader, List<string> names)
    {
        if (reader.BaseStream.Position == reader.BaseStream.Length)
        {
            foreach (var (line, count) in Books.Lines)
                Books.Receive(line.Place, count);
            return;
        }

        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            Books.Receive(new BookPlace(names[reader.Read7BitEncodedInt()], names[reader.Read7BitEncodedInt()]), reader.Read7BitEncodedInt());
    }

    // As differences of sorted numbers, most of them take a byte.
    private void WriteSeen(BinaryWriter writer)
    {
        Seen.Sort();
        writer.Write7BitEncodedInt(Seen.Count);
        var last = 0;
        foreach (var number in Seen)
        {
            writer.Write7BitEncodedInt(number - last);
            last = number;
        }
    }
}
