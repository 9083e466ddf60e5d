using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LentValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "former_device_id",
                table: "own_values",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "former_device_id",
                table: "own_values");
        }
    }
}
